package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.NeedsProgram;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import io.jenkins.plugins.multistagebuild.docker.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hand-overs through a registry, with real engines. */
@NeedsEngine(
        value = {Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC},
        named = "containerd")
@NeedsProgram("docker-registry")
class HandOverRegistryTest {

    private static final String NAME = "ci/hand-over";

    private final String word = UUID.randomUUID().toString();
    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder;

    /** Paths with all that files can have, a wildcard that matches nothing, and a stage that is built from another one. */
    @Test
    void theImageIsThatOfOneHost() throws Exception {
        Path context = Files.createDirectories(folder.resolve("context"));
        capable(context.resolve("tool.tar"));
        Files.writeString(
                context.resolve("Dockerfile"),
                """
                FROM busybox:1.36 AS files
                ADD tool.tar /out/
                RUN touch /out/a && chmod 4750 /out/a && chown 7:8 /out/a && ln /out/a /out/b && ln -s a /out/c
                RUN mkdir /out/empty && chmod 1777 /out/empty && echo WORD > /out/word
                FROM busybox:1.36 AS base
                ENV A=1
                WORKDIR /w
                RUN echo base > base
                FROM base AS more
                COPY --from=files /out /in
                COPY --from=files /etc/none* /etc/passwd* /hosts/
                FROM busybox:1.36
                COPY --from=more / /all
                COPY --from=files /out/word /word
                """
                        .replace("WORD", word));
        Map<String, Future<Map<String, String>>> compared = new TreeMap<>();
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try (TestRegistry registry = registry()) {
            for (List<String> engines : List.of(List.of("classic", "buildx"), List.of("containerd", "buildkit"))) {
                // The stages take turns, so something travels both ways.
                SpreadBuild build = new SpreadBuild(engines, 0, folder, registry.address() + "/" + NAME);
                compared.put(
                        engines.toString(),
                        workers.submit(() -> build.differences(context, ours -> assertThat(ours.get("all/in/bin/tool"))
                                .contains(" security.capability 01000002000400"))));
            }
            for (Map.Entry<String, Future<Map<String, String>>> each : compared.entrySet()) {
                assertThat(each.getValue().get()).as(each.getKey()).isEmpty();
            }
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void whatIsInTheRegistryAndOnTheHostDoesNotTravelAgain() throws Exception {
        write(4, "dd if=/dev/urandom of=/out bs=1k count=300");
        try (TestRegistry registry = registry()) {
            assertThat(build(registry)).as(terminal.err()).isZero();
            assertThat(report().path("transfers")).isNotEmpty().allSatisfy(each -> {
                assertThat(each.path("through").asText()).isEqualTo(registry.address());
                assertThat(each.path("bytes").asLong()).isBetween(300_000L, 320_000L);
                assertThat(each.path("sizeBytes").asLong()).isBetween(300_000L, 320_000L);
            });
            Files.delete(folder.resolve("out/report.json"));

            assertThat(build(registry)).as(terminal.err()).isZero();
            assertThat(report().path("transfers")).isNotEmpty().allSatisfy(each -> {
                assertThat(each.path("bytes").asLong()).isLessThan(10_000L);
                assertThat(each.path("sizeBytes").asLong()).isBetween(300_000L, 320_000L);
            });
            assertNothingIsLeft();
        }
    }

    @Test
    void aRegistryThatIsGoneFailsTheBuildWithAWayOut() throws Exception {
        write(4, "echo x > /out");
        TestRegistry registry = registry();
        registry.close();
        assertThat(build(registry)).isEqualTo(1);
        assertThat(report().path("failure").path("message").asText())
                .matches("(?s).*Dockerfile:\\d+: /out of stage s\\d can't be handed over from .*")
                .contains(" can't push to " + registry.address() + "/" + NAME + ": ")
                .contains("connection refused")
                .contains("; make sure that it runs");
        assertNothingIsLeft();
    }

    @Test
    void whatIsNoRepositoryIsRefusedBeforeAnythingIsAsked() {
        String[] hosts = {"--host", "tcp://127.0.0.1:1", "--host", "tcp://127.0.0.1:2"};
        assertThat(refused("registry.example:5000/ci/hand-over:1", hosts))
                .contains(
                        "--hand-over-registry registry.example:5000/ci/hand-over:1: each image gets a tag of its own there")
                .contains("write for example registry.example:5000/ci/hand-over");
        assertThat(refused("hand-over", hosts)).contains("it needs the name of a registry");
        assertThat(refused("registry.example/hand-over", "--host", "tcp://127.0.0.1:1"))
                .contains("--hand-over-registry is for several hosts");
    }

    private static String refused(String repository, String... hosts) {
        Terminal terminal = new Terminal();
        List<String> command = new ArrayList<>(List.of("build", "--hand-over-registry", repository));
        command.addAll(List.of(hosts));
        assertThat(terminal.run(command.toArray(String[]::new))).isEqualTo(2);
        return terminal.err().replaceAll("\\s+", " ");
    }

    private TestRegistry registry() throws IOException {
        return TestRegistry.start(Files.createDirectories(folder.resolve("registry")), false);
    }

    private static void capable(Path archive) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("bin/tool");
        entry.setMode(0100755);
        entry.addPaxHeader("SCHILY.xattr.security.capability", "\1\0\0\2\0\4" + "\0".repeat(14));
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
    }

    /** Some stages that run a command, and one that takes a file of each. */
    private void write(int stages, String command) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < stages; i++) {
            text.append("FROM busybox:1.36 AS s" + i + "\nRUN : " + i + word + "; " + command + "\n");
        }
        text.append("FROM busybox:1.36\n");
        for (int i = 0; i < stages; i++) {
            text.append("COPY --from=s" + i + " /out /out" + i + "\n");
        }
        Files.writeString(folder.resolve("Dockerfile"), text);
        Files.writeString(folder.resolve(".dockerignore"), "*\n");
    }

    private int build(TestRegistry registry) {
        TestEngine one = TestEngine.of(Flavour.BUILDKIT);
        TestEngine other = TestEngine.of(Flavour.BUILDX);
        return terminal.run(
                "build",
                "--host",
                one.host(),
                "--host",
                other.host(),
                "--docker",
                one.client(),
                "--docker",
                other.client(),
                "--hand-over-registry",
                registry.address() + "/" + NAME,
                "--output",
                folder.resolve("out").toString(),
                folder.toString());
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readAllBytes(folder.resolve("out").resolve("report.json")));
    }

    /** Nothing of this process, that is. */
    private static void assertNothingIsLeft() throws Exception {
        String process = "-" + ProcessHandle.current().pid() + "-";
        for (TestEngine engine : List.of(TestEngine.of(Flavour.BUILDKIT), TestEngine.of(Flavour.BUILDX))) {
            for (String id : engine.images("--quiet", "--filter", "label=" + RunId.LABEL)
                    .lines()
                    .toList()) {
                assertThat(engine.docker("image", "inspect", "--format", "{{json .Config.Labels}}", id))
                        .doesNotContain(process);
            }
            assertThat(engine.images("--format", "{{.Repository}}:{{.Tag}}").lines())
                    .noneMatch(name -> name.contains("hand-over") && name.contains(process));
        }
    }
}
