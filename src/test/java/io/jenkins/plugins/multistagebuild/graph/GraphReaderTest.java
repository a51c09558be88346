package io.jenkins.plugins.multistagebuild.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphReaderTest {

    private static final String SERVICE =
            """
            # syntax=docker/dockerfile:1
            ARG GO=1.22
            FROM golang:${GO} AS builder
            RUN --mount=type=cache,target=/root/.cache go build -o /app
            FROM builder AS test
            RUN go test
            FROM node:20 AS ui
            RUN npm run build
            FROM alpine:3.20 AS runtime
            COPY --from=builder /app /app
            COPY --from=UI /dist /dist
            COPY --from=nginx:1 /etc/nginx /etc/nginx
            """;

    @Test
    void stagesKnowTheirBaseEdgesAndImages() {
        StageGraph graph = graph(SERVICE, GraphOptions.none());

        assertThat(graph.target()).isEqualTo(3);
        assertThat(graph.neededStages()).containsExactly(0, 2, 3);
        assertThat(graph.stage(0).base()).isEqualTo(new Base(Base.Kind.IMAGE, "golang:1.22", null));
        assertThat(graph.stage(1).base()).isEqualTo(new Base(Base.Kind.STAGE, "builder", 0));
        assertThat(graph.stage(3).dependencies())
                .containsExactly(
                        new Dependency(0, Dependency.Kind.COPY, 10, List.of("/app")),
                        new Dependency(2, Dependency.Kind.COPY, 11, List.of("/dist")));
        assertThat(graph.stage(3).externalImages()).containsExactly("alpine:3.20", "nginx:1");
    }

    @Test
    void edgesKnowWhichPathsTravel() {
        StageGraph graph = graph(
                """
                FROM alpine AS a
                ONBUILD COPY --from=b /bin/t* /t
                FROM alpine AS b
                ENV OWN=/opt/own
                FROM a
                ARG DIR=lib
                COPY --from=b usr/./${DIR}/../x /etc/*.conf /in/
                COPY --from=b ${HOME}/x /y
                COPY --from=b / /all
                RUN --mount=from=b,source=/src,target=/s --mount=from=b,src=obj,target=/o make
                RUN --mount=from=b,target=/b make
                """,
                GraphOptions.none());

        assertThat(graph.stage(2).dependencies())
                .containsExactly(
                        new Dependency(0, Dependency.Kind.FROM, 5),
                        new Dependency(1, Dependency.Kind.ONBUILD_COPY, 5, List.of("/bin/t*")),
                        new Dependency(1, Dependency.Kind.COPY, 7, List.of("/usr/x", "/etc/*.conf")),
                        new Dependency(1, Dependency.Kind.COPY, 8),
                        new Dependency(1, Dependency.Kind.COPY, 9),
                        new Dependency(1, Dependency.Kind.MOUNT, 10, List.of("/src", "/obj")),
                        new Dependency(1, Dependency.Kind.MOUNT, 11));
    }

    @Test
    void everyStageTellsWhyItIsBuiltOrNot() {
        assertThat(graph(SERVICE, GraphOptions.none()).stages())
                .extracting(Stage::reason)
                .containsExactly(
                        "needed by runtime (line 10)",
                        "not needed by runtime",
                        "needed by runtime (line 11)",
                        "target");
    }

    @Test
    void levelsAndTheCriticalPathFollowTheNeededStages() {
        StageGraph graph = graph(SERVICE, GraphOptions.forTarget("Runtime"));

        assertThat(graph.levels()).containsExactly(List.of(0, 2), List.of(3));
        assertThat(graph.widestLevel()).isZero();
        assertThat(graph.criticalPath(stage -> stage.instructions().size())).containsExactly(0, 3);
    }

    @Test
    void anUnknownTargetIsToldWithTheNamesThereAre() {
        Reading reading = read(SERVICE, GraphOptions.forTarget("runtme"));

        assertThat(reading.graph()).isNull();
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .containsExactly("Dockerfile: target runtme: no stage of that name;"
                        + " stages: builder, test, ui, runtime (did you mean runtime?)");
    }

    @Test
    void allProblemsOfAFileAreToldAtOnce() {
        Reading reading = read(
                """
                FROM alpine AS a
                COPY --form=b /x /
                FROM alpine
                RUUN true
                COPY --from=7 /x /
                """,
                GraphOptions.none());

        assertThat(reading.problems()).extracting(Problem::line).containsExactly(2, 4, 5);
        assertThat(reading.problems().get(0).message()).contains("did you mean from?");
        assertThat(reading.problems().get(1).message()).contains("did you mean RUN?");
    }

    @Test
    void aLineThatCantBeSplitHidesNothingElse() {
        Reading reading = read("FROM a\nENV x\nCOPY --from=9 / /\nRUUN\n", GraphOptions.none());

        assertThat(reading.problems()).extracting(Problem::line).containsExactly(2, 4, 3);
        assertThat(read("ARG\nFROM a\nCOPY --from=9 / /\n", GraphOptions.none()).problems())
                .extracting(Problem::line)
                .containsExactly(1);
        assertThat(read("FROM a\nRUN <<EOF\nCOPY --from=9 / /\n", GraphOptions.none())
                        .problems())
                .extracting(Problem::line)
                .containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "X-UTF-32LE-BOM"})
    void aWideEncodingIsCalledByItsName(String encoding) {
        byte[] text = "FROM a\n".getBytes(Charset.forName(encoding));

        assertThat(GraphReader.read("Dockerfile", text, GraphOptions.none()).problems())
                .extracting(Problem::toString)
                .containsExactly("Dockerfile: the Dockerfile is encoded in UTF-16 or UTF-32; save it as UTF-8");
    }

    @Test
    void theColumnOfAWrongWordIsToldWhereItStandsInTheLine() {
        Map<String, Integer> columns = Map.ofEntries(
                Map.entry("RUUN true", 1),
                Map.entry("   COPY --form=a / /", 9),
                Map.entry("COPY --link --from=5 / /", 13),
                Map.entry("COPY --chown=1 --from=$B / /", 16),
                Map.entry("RUN --mount=type=cache,target=/x --mount=from=$B,target=/b true", 42),
                Map.entry("RUN --network=nn true", 5),
                Map.entry("FROM  UPPER AS x", 7),
                Map.entry("FROM a AS 5x", 11),
                Map.entry("FROM --platform=a/b/c/d/e x", 6),
                Map.entry("ENV ä=1 A=1 b", 13),
                Map.entry("COPY \\\n  --from=9 / /", 0),
                Map.entry("SHELL /bin/sh", 0));

        columns.forEach((line, column) -> {
            Problem first = read("FROM a\n" + line + "\n", GraphOptions.none())
                    .problems()
                    .get(0);
            assertThat(first.line()).as(first.toString()).isEqualTo(2);
            assertThat(first.column()).as(first.toString()).isEqualTo(column);
        });
    }

    @Test
    void whatIsAskedForIsNoUnusedStage() {
        GraphOptions both = new GraphOptions("ui", List.of("test"), Map.of(), Set.of(), GraphOptions.DEFAULT_PLATFORM);

        assertThat(read(SERVICE, GraphOptions.none()).lint())
                .extracting(lint -> lint.inFile("Dockerfile"))
                .contains("Dockerfile:5: warning: No other stage uses test; it is built only when asked for"
                        + " [UnusedStage]");
        assertThat(read(SERVICE, both).lint()).extracting(Lint::rule).doesNotContain("UnusedStage");
    }

    @Test
    void findingsBecomeAProblemWhereNoneIsAllowed() {
        Reading reading = read("FROM a AS B\nFROM a AS B\n", GraphOptions.none());

        assertThat(reading.lintProblem().toString())
                .isEqualTo("Dockerfile: 4 findings where none is allowed (DuplicateStageName, StageNameCasing,"
                        + " UnusedStage); mend it, or skip a rule with # check=skip=… at the top of the file or above an"
                        + " instruction");
        assertThat(read("# check=skip=all\nFROM a AS B\n", GraphOptions.none()).lintProblem())
                .isNull();
        assertThat(read("RUN x\n", GraphOptions.none()).lintProblem()).isNull();
    }

    private static StageGraph graph(String text, GraphOptions options) {
        Reading reading = read(text, options);
        assertThat(reading.problems()).isEmpty();
        return reading.graph();
    }

    private static Reading read(String text, GraphOptions options) {
        return GraphReader.read("Dockerfile", text.getBytes(StandardCharsets.UTF_8), options);
    }
}
