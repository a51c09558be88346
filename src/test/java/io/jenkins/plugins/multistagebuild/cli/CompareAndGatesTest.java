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
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code --compare} and the gates. */
class CompareAndGatesTest {

    private static final Path KEPT = Path.of("src/test/resources/io/jenkins/plugins/multistagebuild/report/versions");

    @TempDir
    private Path folder;

    private final String salt = UUID.randomUUID().toString();
    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void aBuildIsComparedWithAnEarlierOneAndFailsItsGateButKeepsItsImage(Flavour flavour) throws Exception {
        TestEngine engine = TestEngine.of(flavour);
        String tag = "msb-gate:" + salt;
        Files.writeString(folder.resolve("data"), "x".repeat(100_000));
        dockerfile("FROM busybox:1.36\nRUN echo SALT > /x\nCOPY data /data\n");
        assertThat(build(flavour, "before")).isZero();
        Files.writeString(folder.resolve("data"), "x".repeat(350_000));
        try {
            assertThat(build(
                            flavour,
                            "after",
                            "-t",
                            tag,
                            "--compare",
                            folder.resolve("before").toString(),
                            "--max-size-increase",
                            "200kB",
                            "--max-image-size",
                            "1MB:warn",
                            "--max-duration",
                            "1h"))
                    .isEqualTo(1);

            assertThat(engine.images("--quiet", tag)).isNotEmpty();
        } finally {
            engine.docker("rmi", "--force", tag);
        }
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("after/report.json").toFile());
        assertThat(report.at("/result").asText()).isEqualTo("success");
        assertThat(report.at("/comparison/summary").asText())
                .startsWith("250 kB larger than the build of ")
                .contains(", because COPY data /data (line 3) grew by 250 kB");
        assertThat(report.at("/gates").findValuesAsText("result")).containsExactly("warned", "failed", "passed");
        assertThat(report.at("/gates/1/message").asText())
                .isEqualTo("the image has 250 kB more than before, 50.0 kB over 200 kB; grown most:"
                        + " COPY data /data (line 3), +250 kB");
        assertThat(Files.readString(folder.resolve("after/report.html"))).contains("maxSizeIncrease");
        assertThat(terminal.out()).contains("Gate maxSizeIncrease FAILED: the image has 250 kB more than before");
    }

    @Test
    void aReportIsComparedWithoutAnEngine() {
        assertThat(terminal.run("report", "--compare", kept("1-two.json"), kept("1-shop-hosts.json")))
                .isZero();

        assertThat(terminal.out())
                .contains("29.6 MB larger than the build of 2026-01-02 03:04 UTC")
                .contains("Mind: both reports are of the same run.");
    }

    @Test
    void jsonHasTheComparisonAndNullWithout() throws IOException {
        assertThat(terminal.run("report", "--format=json", kept("1-two.json"))).isZero();
        assertThat(new ObjectMapper().readTree(terminal.out()).at("/comparison").isNull())
                .isTrue();
        Terminal compared = new Terminal();
        assertThat(compared.run("report", "--format=json", "--compare", kept("1-two.json"), kept("1-two.json")))
                .isZero();
        assertThat(new ObjectMapper()
                        .readTree(compared.out())
                        .at("/comparison/sizeBytes/before")
                        .asLong())
                .isEqualTo(89_112_448);
    }

    @Test
    void aReportFromTheFutureIsToldAndShown() throws IOException {
        Path report = folder.resolve("report.json");
        Files.writeString(
                report,
                Files.readString(KEPT.resolve("1-two.json"))
                        .replace("\"startedAt\":\"2026-01-02T03:04:05Z\"", "\"startedAt\":\"9026-01-02T03:04:05Z\""));

        assertThat(terminal.run("report", folder.toString())).isZero();

        assertThat(terminal.out()).contains("Image: 89.1 MB");
        assertThat(terminal.err()).contains("began in the future, on 9026-01-02T03:04:05Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | the report is damaged: ",
                "{} | this is no report of a multi-stage build",
                "{\"schemaVersion\":7,\"result\":\"success\",\"stages\":[]} | the report has schema version 7, this program knows 1; use a newer one"
            })
    void anEarlierReportThatCantBeReadIsRefusedBeforeTheBuildStarts(String text, String message) throws IOException {
        dockerfile("FROM busybox\n");
        Path earlier = folder.resolve("earlier.json");
        Files.writeString(earlier, text);

        assertThat(terminal.run(
                        "build",
                        "--docker",
                        "/nowhere/docker",
                        "--compare",
                        earlier.toString(),
                        "--output",
                        folder.resolve("out").toString(),
                        folder.toString()))
                .isEqualTo(2);
        assertThat(terminal.err()).contains(earlier + ": " + message);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-image-size=huge | --max-image-size: 'huge' is no size; write for example 200MB, 1.5GB or 1GiB",
                "--max-duration=5m:explode | --max-duration: 'explode' is nothing that a gate can do",
                "--max-size-increase=3% | --max-size-increase needs --compare with the report of an earlier build"
            })
    void aGateThatCantBeHeldIsWrongUsage(String option, String message) throws IOException {
        dockerfile("FROM busybox\n");

        assertThat(terminal.run(
                        "build", option, "--output", folder.resolve("out").toString(), folder.toString()))
                .isEqualTo(2);
        assertThat(terminal.err()).contains(message);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private int build(Flavour flavour, String output, String... more) {
        TestEngine engine = TestEngine.of(flavour);
        return terminal.run(Stream.of(
                        Stream.of("build", "--host", engine.host(), "--docker", engine.client()),
                        Stream.of(more),
                        Stream.of("--output", folder.resolve(output).toString(), folder.toString()))
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    private static String kept(String name) {
        return KEPT.resolve(name).toString();
    }

    private void dockerfile(String text) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), text.replace("SALT", salt));
        Files.writeString(folder.resolve(".dockerignore"), "before\nafter\n");
    }
}
