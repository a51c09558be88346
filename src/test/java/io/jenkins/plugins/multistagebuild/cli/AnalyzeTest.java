package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looks into images that real engines built, by the program in a process of its own with a cache of its own. */
class AnalyzeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE =
            """
            FROM busybox:1.36 AS base
            RUN mkdir -p /data/sub && head -c 1000000 /dev/urandom > /data/big && head -c 50000 /dev/urandom > /data/sub/x
            RUN chmod 700 /data/big && mkdir -p /root/.cache/pip && echo SALT > /root/.cache/pip/wheel
            FROM base
            RUN rm -r /data/sub && cp /data/big /copy
            """;

    private final String salt = UUID.randomUUID().toString();

    @TempDir
    private Path folder;

    private String said;

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void whatAnImageWastesIsToldAndOnlyNewLayersAreReadAgain(Flavour flavour) throws Exception {
        TestEngine engine = TestEngine.of(flavour);
        try {
            JsonNode report = analyze(engine, engine.client(), FILE, "--max-wasted-bytes", "1MB:warn");
            JsonNode waste = report.at("/waste");

            assertThat(waste.at("/problem").isNull()).as(said).isTrue();
            assertThat(waste.at("/layersRead").asInt()).isEqualTo(4);
            assertThat(waste.at("/wastedBytes").asLong()).isEqualTo(1_050_000);
            assertThat(texts(waste.at("/largestWasted"), "path")).containsExactly("/data/big", "/data/sub/x");
            assertThat(waste.at("/largestWasted/1/deleted").asBoolean()).isTrue();
            assertThat(waste.at("/duplicateBytes").asLong()).isEqualTo(1_000_000);
            assertThat(waste.at("/caches/0/path").asText()).isEqualTo("/root/.cache/pip");
            assertThat(texts(waste.at("/layers"), "line")).containsExactly("null", "2", "3", "5");
            assertThat(waste.at("/efficiency").asDouble())
                    .isCloseTo(1 - 1_050_000.0 / waste.at("/fileBytes").asLong(), within(1e-5));

            assertThat(report.at("/gates/0/result").asText()).isEqualTo("warned");
            assertThat(report.at("/gates/0/value").asLong()).isEqualTo(1_050_000);

            JsonNode same = analyze(engine, engine.client(), FILE);
            assertThat(same.at("/waste/layersRead").asInt()).isZero();
            assertThat(same.at("/waste/efficiency")).isEqualTo(waste.at("/efficiency"));

            JsonNode more = analyze(engine, engine.client(), FILE + "RUN rm /copy\n");
            // In the old form of archives the uppermost layer has another name when it is no longer the uppermost.
            assertThat(more.at("/waste/layersRead").asInt()).isBetween(1, 2);
            assertThat(more.at("/waste/wastedBytes").asLong()).isEqualTo(2_050_000);
        } finally {
            removeImages(engine);
        }
    }

    @Test
    @NeedsEngine(Flavour.BUILDX)
    void whateverSavingTheImageComesToTheBuildIsNone() throws Exception {
        TestEngine engine = TestEngine.of(Flavour.BUILDX);
        try {
            assertThat(problem(engine, "echo 'no such image' >&2; exit 1"))
                    .isEqualTo("docker save failed: no such image");
            assertThat(problem(engine, "head -c 3000 /dev/zero")).contains("no manifest");
            assertThat(problem(engine, "\"$REAL\" \"$@\" | head -c 600000")).contains("Truncated");
            assertThat(problem(engine, "\"$REAL\" \"$@\"; exit 3")).contains("exit status 3");
            assertThat(problem(engine, "exec sleep 300", "--timeout", "15s"))
                    .isEqualTo("the build took longer than 15 s");
        } finally {
            removeImages(engine);
        }
    }

    @Test
    void theCacheIsWhereTheUserHasHisCaches() {
        assertThat(ImageAnalysis.folder(Map.of("XDG_CACHE_HOME", "/x")))
                .isEqualTo(Path.of("/x/multi-stage-build/layers"));
        Path home = Path.of(System.getProperty("user.home"), ".cache/multi-stage-build/layers");
        assertThat(ImageAnalysis.folder(Map.of())).isEqualTo(home);
        assertThat(ImageAnalysis.folder(Map.of("XDG_CACHE_HOME", "relative"))).isEqualTo(home);
    }

    /** Why an image of its own could not be looked into, with a client whose {@code save} does something else. */
    private String problem(TestEngine engine, String save, String... options) throws Exception {
        Path client = folder.resolve("docker");
        String script = "#!/bin/sh\nREAL='" + engine.client() + "'\ncase \"$1\" in\nsave) " + save
                + ";;\n*) exec \"$REAL\" \"$@\";;\nesac\n";
        Files.deleteIfExists(client);
        Files.createFile(client, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(client, script);
        JsonNode report = analyze(
                engine, client.toString(), "FROM busybox:1.36\nRUN echo SALT " + save.hashCode() + " > /x\n", options);
        assertThat(report.at("/result").asText()).isEqualTo("success");
        assertThat(said).contains("the image could not be looked into: ");
        return report.at("/waste/problem").asText();
    }

    private JsonNode analyze(TestEngine engine, String client, String dockerfile, String... options)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("Dockerfile"), dockerfile.replace("SALT", salt));
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                MultiStageBuild.class.getName()));
        command.addAll(Stream.of(
                        Stream.of("build", "--analyze", "--host", engine.host(), "--docker", client),
                        Stream.of(options),
                        Stream.of("-t", "analyze:" + salt, "--output", folder.resolve("out") + "", folder + ""))
                .flatMap(each -> each)
                .toList());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Process process = builder.start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return JSON.readTree(Files.readString(folder.resolve("out/report.json")));
    }

    private void removeImages(TestEngine engine) throws IOException, InterruptedException {
        engine.docker("rmi", "--force", "analyze:" + salt);
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.path(field).asText()));
        return texts;
    }
}
