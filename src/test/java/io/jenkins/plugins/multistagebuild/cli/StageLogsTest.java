package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real engines make of what commands print, and what is left of it in the stages' logs. */
class StageLogsTest {

    @TempDir
    private Path folder;

    private final String salt = UUID.randomUUID().toString();
    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void bytesPassAndProgressBarsLeaveOneLine(Flavour flavour) throws Exception {
        dockerfile(
                """
                FROM busybox:1.36 AS printer
                RUN echo SALT; printf 'raw \\377\\376\\n'; printf '\\033[31mred\\033[0m\\n'
                RUN for i in $(seq 1 500); do printf '\\r%d of 500' $i; done; echo
                """);

        assertThat(build(flavour)).isZero();

        byte[] log = Files.readAllBytes(log("0-printer"));
        // What is no UTF-8 does not pass the classic builder itself.
        String raw = flavour == Flavour.CLASSIC ? "\ufffd\ufffd" : "\u00ff\u00fe";
        assertThat(log)
                .containsSequence(("raw " + raw + "\n")
                        .getBytes(flavour == Flavour.CLASSIC ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
        String text = new String(log, StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains("\u001b[31mred\u001b[0m\n")
                .contains("Z 500 of 500\n")
                .doesNotContain("Z 7 of 500");
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void aLogIsCompleteAndInOrderOrSaysThatTheEngineClippedIt(Flavour flavour) throws Exception {
        dockerfile(
                """
                FROM busybox:1.36 AS talker
                RUN echo SALT; awk 'BEGIN { for (i = 1; i <= 60000; i++) printf "line %08d of a text that makes the whole longer than the engine likes\\n", i }'
                FROM busybox:1.36
                COPY --from=talker /bin/busybox /x
                """);

        assertThat(build(flavour)).isZero();

        List<Long> numbers = Files.readAllLines(log("0-talker")).stream()
                .filter(line -> line.matches("\\S+Z line \\d{8} of a text .* engine likes"))
                .map(line ->
                        Long.parseLong(line.substring(line.indexOf("line ") + 5).substring(0, 8)))
                .toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        JsonNode stages = new ObjectMapper()
                .readTree(Files.readAllBytes(folder.resolve("out/report.json")))
                .at("/stages");
        boolean clipped = stages.get(0).at("/logClipped").asBoolean();
        assertThat(clipped).isEqualTo(flavour != Flavour.CLASSIC);
        assertThat(numbers.size() < 60_000).isEqualTo(clipped);
        assertThat(Files.readString(log("0-talker")).contains("[output clipped, log limit"))
                .isEqualTo(clipped);
        assertThat(stages.get(1).at("/logClipped").asBoolean()).isFalse();
    }

    private int build(Flavour flavour) {
        TestEngine engine = TestEngine.of(flavour);
        return terminal.run(Stream.of(
                        "build",
                        "--host",
                        engine.host(),
                        "--docker",
                        engine.client(),
                        "--output",
                        folder.resolve("out").toString(),
                        folder.toString())
                .toArray(String[]::new));
    }

    private Path log(String stage) {
        return folder.resolve("out/stages/" + stage + ".log");
    }

    private void dockerfile(String text) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), text.replace("SALT", salt));
    }
}
