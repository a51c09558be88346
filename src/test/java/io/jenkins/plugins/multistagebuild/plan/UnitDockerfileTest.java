package io.jenkins.plugins.multistagebuild.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitDockerfileTest {

    private static final String FILE =
            """
            ARG V=1
            FROM busybox AS builder
            # how
            RUN make \\
                all

            FROM busybox
            COPY --from=builder /out /out
            COPY --from=0 ["/a b", "/c"]
            """;

    @Test
    void aStageThatIsBuiltElsewhereBecomesItsImageAndLinesKeepTheirNumbers() {
        assertThat(text(dockerfile(FILE).replace(Map.of(0, "x.invalid/h:1"))))
                .isEqualTo(
                        """
                        ARG V=1
                        FROM x.invalid/h:1 AS builder




                        FROM busybox
                        COPY --from=builder /out /out
                        COPY --from=0 ["/a b", "/c"]
                        """);
    }

    @Test
    void triggersOfAStageThatIsBuiltElsewhereAreExecutedForThoseBuiltFromItOnly() {
        String file =
                """
                FROM busybox AS base
                ONBUILD RUN trigger
                FROM --platform=linux/amd64 \\
                  base AS user
                RUN x
                FROM busybox
                COPY --from=base /a /b
                """;
        assertThat(text(dockerfile(file).replace(Map.of(0, "x.invalid/h:1"))))
                .isEqualTo(
                        """
                        FROM scratch AS base
                        COPY --from=x.invalid/h:1 / /
                        FROM --platform=linux/amd64 \\
                          x.invalid/h:1 AS user
                        RUN x
                        FROM busybox
                        COPY --from=base /a /b
                        """);
    }

    @Test
    void aClosingStageAsksForSeveralStages() {
        assertThat(text(dockerfile(FILE).closeOver(List.of(0, 1))))
                .endsWith(
                        """

                        FROM scratch AS multi-stage-build.closing
                        COPY --from=0 /multi-stage-build.none* /
                        COPY --from=1 /multi-stage-build.none* /
                        """)
                .startsWith(FILE);
    }

    @Test
    void aClosingStageHoldsPathsWhereTheyWereAndNoneTwice() {
        assertThat(text(dockerfile(FILE).closeWith(0, List.of("/out/deep", "/out", "/$x y\"", "/lib/*.so", "/out/*"))))
                .endsWith(
                        """
                        FROM scratch AS multi-stage-build.closing
                        COPY --from=0 ["/out", "/out"]
                        COPY --from=0 ["/\\\\$x y\\"", "/\\\\$x y\\""]
                        COPY --from=0 ["/li[b]", "/lib"]
                        """);
    }

    @Test
    void pathsAreWrittenInTheFilesOwnEncoding() {
        assertThat(text(dockerfile(FILE).closeWith(0, List.of("/größe")))).contains("[\"/größe\", \"/größe\"]");
    }

    @Test
    void theLastInstructionDoesNotGoOnIntoWhatIsAdded() {
        assertThat(text(dockerfile("FROM busybox AS a\nRUN x \\").closeOver(List.of(0))))
                .startsWith("FROM busybox AS a\nRUN x\n\nFROM scratch");
    }

    @Test
    void aStageWithoutANameGetsOne() {
        UnitDockerfile dockerfile = dockerfile(FILE);
        assertThat(dockerfile.name(0)).isEqualTo("builder");
        assertThat(dockerfile.name(1)).isEqualTo("stage-1");
        assertThat(text(dockerfile)).contains("\nFROM busybox AS stage-1\nCOPY");
    }

    @Test
    void aWildcardAtTheRootNeedsEverything() {
        assertThat(new HandOverPaths(List.of("/*.txt")).isAll()).isTrue();
        assertThat(new HandOverPaths(List.of("/a", "/")).isAll()).isTrue();
        assertThat(new HandOverPaths(List.of("/a/*")).isAll()).isFalse();
    }

    private static UnitDockerfile dockerfile(String file) {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        StageGraph graph = GraphReader.read(
                        "Dockerfile", bytes, new GraphOptions(null, List.of(), Map.of(), Set.of(), "linux/amd64"))
                .graph();
        return new UnitDockerfile(graph, bytes);
    }

    private static String text(UnitDockerfile dockerfile) {
        return new String(dockerfile.text(), StandardCharsets.UTF_8);
    }
}
