package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class PlanTextTest {

    private static final String SERVICE =
            """
            FROM golang:1.22 AS base
            FROM base AS gen
            RUN --mount=type=bind,from=buf:1,target=/buf /buf/gen
            FROM base AS server
            COPY --from=gen /a /a
            COPY --from=gen /b /b
            RUN make
            FROM server AS test
            RUN make test
            FROM node:20 AS ui
            RUN npm run build
            FROM scratch AS runtime
            COPY --from=server /server /
            RUN --mount=from=ui,target=/ui cp /ui/x /
            """;

    @Test
    void aTreeShowsWhatNeedsWhatAndWhy() {
        assertThat(draw(SERVICE, null))
                .containsExactly(
                        """
                Dockerfile: 5 of 6 stages needed for runtime

                ● runtime     target · from scratch · 3 instructions
                ├─● server    needed by runtime (COPY at line 13) · 4 instructions
                │ ├─● base    needed by server (FROM at line 4) · image golang:1.22 · 1 instruction
                │ └─● gen     needed by server (COPY at lines 5, 6) · image buf:1 · 2 instructions
                │   └─● base  needed by gen (FROM at line 2)
                └─○ ui        needed by runtime (RUN --mount at line 14) · image node:20 · 2 instructions

                left out:
                – test (line 8): not needed by runtime

                side by side, in 4 levels; the widest is level 1 with 2 stages:
                      1  base  ui
                    2–4  gen → server → runtime

                ● critical path: base → gen → server → runtime (10 instructions)
                """
                                .lines()
                                .toArray(String[]::new));
    }

    @Test
    void stagesAlsoBuiltAreTreesOfTheirOwn() {
        assertThat(draw(SERVICE, "ui", "test"))
                .contains("– runtime (line 12): not needed by ui")
                .anyMatch(line -> line.startsWith("● test ") && line.contains("also built · 2 instructions"));
    }

    @Test
    void aLongChainIsNoWiderThanATerminal() {
        StringBuilder text = new StringBuilder("FROM a AS s0\n");
        for (int i = 1; i < 5_000; i++) {
            text.append("FROM s").append(i - 1).append(" AS s").append(i).append('\n');
        }
        List<String> lines = draw(text.toString(), null);

        assertThat(lines).hasSizeLessThan(5_600).allMatch(line -> line.length() < 130);
        assertThat(lines).anyMatch(line -> line.contains("see below"));
        assertThat(lines.get(lines.size() - 1)).contains("… 4990 more …").contains("(5000 instructions)");
    }

    @Test
    void manyStagesNeededByMostOthersAreToldInFullOnce() {
        StringBuilder text = new StringBuilder("FROM a AS base\n");
        for (int i = 0; i < 300; i++) {
            text.append("FROM base AS s").append(i).append('\n');
        }
        text.append("FROM scratch\n");
        for (int i = 0; i < 300; i++) {
            text.append("COPY --from=s").append(i).append(" / /\n");
        }
        List<String> lines = draw(text.toString(), null);

        assertThat(lines).filteredOn(line -> line.contains("image a")).hasSize(1);
        assertThat(lines).anyMatch(line -> line.contains("the widest is level 2 with 300 stages"));
        assertThat(lines).anyMatch(line -> line.endsWith("… and 290 more"));
    }

    @Test
    void coloursAreThereOnlyWhereAskedFor() {
        assertThat(String.join("", draw(SERVICE, null))).doesNotContain("\u001b");
        assertThat(PlanText.draw(reading(SERVICE, GraphOptions.none()).graph(), Ansi.ON))
                .anyMatch(line -> line.contains("\u001b[36;1m●\u001b[0m"));
    }

    @Test
    void hostileTextIsShownEscaped() {
        Reading reading = GraphReader.read(
                "\u202edir\u001b[2J/<b>Dockerfile",
                "FROM a\nCOPY --from=b / /\n".getBytes(StandardCharsets.UTF_8),
                GraphOptions.none());

        assertThat(PlanText.draw(reading.graph(), Ansi.OFF).get(0))
                .startsWith("\\u202Edir\\u001B[2J/<b>Dockerfile: 1 of 1 stage needed for stage-0");
    }

    private static List<String> draw(String text, String target, String... also) {
        GraphOptions options =
                new GraphOptions(target, List.of(also), Map.of(), Set.of(), GraphOptions.DEFAULT_PLATFORM);
        return PlanText.draw(reading(text, options).graph(), Ansi.OFF);
    }

    private static Reading reading(String text, GraphOptions options) {
        return GraphReader.read("Dockerfile", text.getBytes(StandardCharsets.UTF_8), options);
    }
}
