package io.jenkins.plugins.multistagebuild.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassicDockerfileTest {

    @Test
    void onlyTheWordsThatNameStagesChangeAndLinesKeepTheirNumbers() {
        String file =
                """
                ARG BASE=builder
                FROM busybox AS builder
                RUN make
                FROM --platform=linux/amd64 \\
                  # from the builder
                  ${BASE} AS runtime
                COPY --chown=1 \\

                  --from=0 \\
                  /builder /builder
                COPY --from=nginx /x /x
                """;

        assertThat(dockerfile(file, 1, Map.of(0, "sha256:aa")))
                .isEqualTo(
                        """
                        ARG BASE=builder


                        FROM --platform=linux/amd64 \\
                          # from the builder
                          sha256:aa AS runtime
                        COPY --chown=1 \\

                          --from=sha256:aa \\
                          /builder /builder
                        COPY --from=nginx /x /x
                        """);
    }

    @Test
    void aMaskedNameMeansTheStageThatTheGraphTells() {
        String file = "FROM a AS x\nRUN 1\nFROM b AS x\nRUN 2\nFROM x\nCOPY --from=x /1 /1\n";

        assertThat(dockerfile(file, 2, Map.of(0, "sha256:00", 1, "sha256:11")))
                .isEqualTo("\n\n\n\nFROM sha256:11\nCOPY --from=sha256:11 /1 /1\n");
    }

    @Test
    void aStageThatMakesNoImageIsScratchToOthersAndNoUnit() {
        String file = "FROM scratch AS nothing\nFROM nothing\nCOPY x /x\n";

        assertThat(dockerfile(file, 1, Map.of())).isEqualTo("\nFROM scratch\nCOPY x /x\n");
        assertThat(Planner.plan(graph(file), new Host("h", Flavour.CLASSIC)).units())
                .containsExactly(new Unit("h", 1, List.of(1), List.of()));
    }

    @Test
    void namesInInheritedTriggersAreKeptAsStages() {
        String file = "FROM a AS tools\nRUN 1\nFROM b AS base\nONBUILD COPY --from=tools /1 /1\nFROM base\nRUN 2\n";

        assertThat(dockerfile(file, 2, Map.of(0, "sha256:00", 1, "sha256:11")))
                .isEqualTo("FROM sha256:00 AS tools\n\nFROM scratch\n\nFROM sha256:11\nRUN 2\n");
        assertThat(new ClassicDockerfile(graph(file), bytes(file)).stepsBefore(2))
                .isEqualTo(2);
    }

    @Test
    void bytesThatAreNoUtf8AndLineEndsSurvive() {
        String file = "FROM a\r\nRUN echo \u00fc\r\nCMD x";
        byte[] bytes = file.getBytes(StandardCharsets.ISO_8859_1);

        assertThat(new ClassicDockerfile(graph(file), bytes).of(0, Map.of())).isEqualTo(bytes);
    }

    @Test
    void eachNeededStageIsAUnitThatWaitsForThoseItNeeds() {
        String file = "FROM a AS x\nRUN 1\nFROM a AS no\nFROM x AS y\nRUN 2\nFROM a\nCOPY --from=y /1 /1\n";

        assertThat(Planner.plan(graph(file), new Host("h", Flavour.CLASSIC)).units())
                .containsExactly(
                        new Unit("h", 3, List.of(3), List.of(2)),
                        new Unit("h", 0, List.of(0), List.of()),
                        new Unit("h", 2, List.of(2), List.of(1)));
    }

    @Test
    void whatNeedsBuildKitIsRefusedWithItsLineInNeededStagesOnly() {
        String file =
                """
                FROM a AS unneeded
                RUN --mount=type=cache,target=/x make
                FROM a
                RUN --mount=type=secret,id=s cat /run/secrets/s
                COPY --link x /x
                COPY --chmod=755 x /x
                RUN <<EOT
                EOT
                RUN --network=none true
                """;

        List<Problem> problems = ClassicCheck.problems(graph(file), bytes(file));

        assertThat(problems).extracting(Problem::line).containsExactly(4, 5, 6, 7, 9);
        assertThat(problems.get(0).toString())
                .startsWith("Dockerfile:4: RUN --mount needs BuildKit")
                .contains("install the buildx plugin");
    }

    private static String dockerfile(String file, int stage, Map<Integer, String> images) {
        return new String(new ClassicDockerfile(graph(file), bytes(file)).of(stage, images), StandardCharsets.UTF_8);
    }

    private static StageGraph graph(String file) {
        return GraphReader.read("Dockerfile", bytes(file), GraphOptions.none()).graph();
    }

    private static byte[] bytes(String file) {
        return file.getBytes(StandardCharsets.UTF_8);
    }
}
