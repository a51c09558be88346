package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real engines tell of steps is told of the right instructions. */
class ReportedStepsTest {

    @TempDir
    private Path folder;

    /** BuildKit gives no number to a WORKDIR that comes to the root. */
    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @CsvSource({
        "BUILDX, ARG D=/, WORKDIR $D",
        "BUILDX, ARG D, WORKDIR $D",
        "BUILDX, WORKDIR /src, WORKDIR ..",
        "BUILDX, WORKDIR /src, WORKDIR $PWD/app",
        "BUILDKIT, WORKDIR /src, WORKDIR ..",
        "CLASSIC, WORKDIR /src, WORKDIR ..",
    })
    void aWorkdirThatComesToTheRootShiftsNothing(Flavour flavour, String first, String second) throws Exception {
        JsonNode report = build(
                flavour,
                """
                FROM busybox:1.36
                %s
                %s
                COPY Dockerfile /x
                RUN echo one > /1
                RUN echo compiling; exit 7
                RUN echo two > /2
                """
                        .formatted(first, second));

        assertThat(report.at("/failure/message").asText())
                .contains("Dockerfile:6: RUN echo compiling; exit 7 failed with exit status 7 in stage stage-0");
        assertThat(state(report, 4)).isIn("built", "cached");
        assertThat(state(report, 5)).isEqualTo("built");
        assertThat(state(report, 6)).isEqualTo("failed");
        assertThat(Files.readString(folder.resolve("out/stages/stage-0.log"))).contains(" compiling\n");
    }

    @Test
    @NeedsEngine(Flavour.BUILDX)
    void differentHereDocumentsAreNotOneStep() throws Exception {
        JsonNode report = build(
                Flavour.BUILDX,
                """
                FROM busybox:1.36 AS a
                RUN <<EOF
                echo of a | tee /x
                EOF
                FROM busybox:1.36 AS b
                RUN <<EOF
                echo of b | tee /x
                EOF
                FROM scratch
                COPY --from=a /x /a
                COPY --from=b /x /b
                """);

        assertThat(state(report, 2)).isEqualTo("built");
        assertThat(state(report, 6)).isEqualTo("built");
        assertThat(Files.readString(folder.resolve("out/stages/0-a.log")))
                .contains(" of a\n")
                .doesNotContain("shared");
        assertThat(Files.readString(folder.resolve("out/stages/1-b.log")))
                .contains(" of b\n")
                .doesNotContain("shared");
    }

    private JsonNode build(Flavour flavour, String dockerfile) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), dockerfile);
        TestEngine engine = TestEngine.of(flavour);
        Terminal terminal = new Terminal();
        terminal.run(
                "build",
                "--host",
                engine.host(),
                "--docker",
                engine.client(),
                "--no-cache",
                "--format=json",
                "--output",
                folder.resolve("out").toString(),
                folder.toString());
        return new ObjectMapper().readTree(terminal.out());
    }

    private static String state(JsonNode report, int line) {
        for (JsonNode stage : report.at("/stages")) {
            for (JsonNode instruction : stage.at("/instructions")) {
                if (instruction.at("/line").asInt() == line) {
                    return instruction.at("/state").asText();
                }
            }
        }
        return "";
    }
}
