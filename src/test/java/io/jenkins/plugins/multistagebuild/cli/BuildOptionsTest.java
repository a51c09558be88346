package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.NeedsProgram;
import io.jenkins.plugins.multistagebuild.docker.TestBuilder;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import io.jenkins.plugins.multistagebuild.docker.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the options of build do with real engines, or that they are refused where an engine can't. */
class BuildOptionsTest {

    private static final String TWO_STAGES =
            """
            FROM busybox:1.36 AS a
            RUN echo SALT > /a
            FROM busybox:1.36 AS b
            RUN echo SALT > /b
            COPY --from=a /a /a
            """;

    @TempDir
    private Path folder;

    private final String salt = UUID.randomUUID().toString();
    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void commandsHaveTheNetworkAndHostsThatWereAskedFor(Flavour flavour) throws Exception {
        dockerfile("FROM busybox:1.36\nRUN echo SALT; cat /etc/hosts; ls /sys/class/net\n");

        assertThat(build(flavour, "--network", "none", "--add-host", "database:10.1.2.3"))
                .isZero();

        assertThat(log("stage-0")).containsPattern("10\\.1\\.2\\.3\\s+database").doesNotContain("eth0");
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.CLASSIC})
    @EnumSource(names = {"BUILDX", "CLASSIC"})
    void commandsHaveTheLimitsThatWereAskedFor(Flavour flavour) throws Exception {
        dockerfile("FROM busybox:1.36\nRUN echo SALT; echo files $(ulimit -n); df -k /dev/shm\n");

        assertThat(build(flavour, "--ulimit", "nofile=77:77", "--shm-size", "16m"))
                .isZero();

        assertThat(log("stage-0")).contains("files 77").containsPattern("\\s16384\\s.*/dev/shm");
    }

    @Test
    @NeedsEngine(Flavour.BUILDKIT)
    void whatAnOlderClientHasNotIsRefusedBeforeAnythingStarts() throws Exception {
        dockerfile(TWO_STAGES);

        assertThat(build(Flavour.BUILDKIT, "--ulimit", "nofile=77", "--no-cache-filter", "a", "--cache-to=type=inline"))
                .isEqualTo(1);

        assertThat(terminal.out())
                .contains("--no-cache-filter needs buildx")
                .contains("--ulimit needs buildx")
                .contains("--cache-to needs buildx");
        assertThat(Files.size(folder.resolve("out/stages/0-a.log"))).isZero();
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.CLASSIC})
    @EnumSource(names = {"BUILDX", "CLASSIC"})
    void theCacheIsLeftAsideForTheStagesThatWereNamed(Flavour flavour) throws Exception {
        dockerfile(TWO_STAGES);
        assertThat(build(flavour)).isZero();

        assertThat(build(flavour, "--no-cache-filter", "B")).isZero();

        assertThat(states()).containsExactly("cached", "built");
    }

    @Test
    @NeedsEngine(named = "containerd")
    void theCacheCanBeLeftInAFolderAndTakenFromThere() throws Exception {
        TestEngine engine = TestEngine.named("containerd");
        dockerfile(TWO_STAGES);
        String cache = folder.resolve("cache").toString();
        assertThat(build(engine, "--cache-to", "type=local,mode=max,dest=" + cache))
                .isZero();
        engine.docker("builder", "prune", "--force", "--filter", "until=0s");

        assertThat(build(engine, "--cache-from", "type=local,src=" + cache)).isZero();

        assertThat(states()).containsExactly("cached", "cached");
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT})
    @EnumSource(names = {"BUILDX", "BUILDKIT"})
    void secretsReachCommandsAndAreLeftNowhere(Flavour flavour) throws Exception {
        String word = "swordfish-" + salt;
        Files.writeString(folder.resolve("secret.txt"), word);
        dockerfile(
                """
                FROM busybox:1.36
                RUN --mount=type=secret,id=word,required echo SALT $(wc -c < /run/secrets/word) bytes > /length
                """);
        String tag = "msb-test:" + salt;
        try {
            assertThat(build(flavour, "-t", tag, "--secret", "id=word,src=" + folder.resolve("secret.txt")))
                    .isZero();

            assertThat(TestEngine.of(flavour).docker("run", "--rm", tag, "cat", "/length"))
                    .isEqualTo(salt + " " + word.length() + " bytes");
            assertThat(TestEngine.of(flavour).docker("history", "--no-trunc", tag))
                    .doesNotContain(word);
            assertThat(Files.readString(folder.resolve("out/report.json"))).doesNotContain(word);
        } finally {
            TestEngine.of(flavour).docker("rmi", "--force", tag);
        }
    }

    @Test
    void aSecretThatIsNotThereIsToldBeforeAnythingStarts() throws Exception {
        dockerfile("FROM busybox:1.36\nRUN --mount=type=secret,id=word,required cat /run/secrets/word\n");

        assertThat(terminal.run("build", "--secret", "id=word,src=/nowhere/x", "-t", "A:1", folder.toString()))
                .isEqualTo(2);
        assertThat(terminal.err())
                .contains("--secret id=word,src=/nowhere/x: there is no file /nowhere/x")
                .contains("the tag 'A:1' is no reference");

        Terminal other = new Terminal();
        assertThat(other.run("build", "--format=json", "--secret", "id=a,env=MSB_NOT_SET", folder.toString()))
                .isEqualTo(2);
        assertThat(other.err()).contains("the environment has no variable MSB_NOT_SET");
        JsonNode error = new ObjectMapper().readTree(other.out()).at("/error");
        assertThat(error.at("/message").asText()).contains("Dockerfile:2: RUN --mount=type=secret requires 'word'");
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @NeedsProgram("docker-registry")
    @EnumSource
    void theImageIsPushedUnderEachTagAndItsDigestTold(Flavour flavour) throws Exception {
        dockerfile(TWO_STAGES);
        Files.createDirectory(folder.resolve("registry"));
        try (TestRegistry registry = TestRegistry.start(folder.resolve("registry"), false)) {
            String first = registry.address() + "/shop/web:1";
            String second = registry.address() + "/shop/web:latest";
            try {
                assertThat(build(flavour, "--push", "-t", first, "-t", second)).isZero();

                JsonNode image = report().at("/image");
                String digest = image.at("/digest").asText();
                assertThat(registry.has("shop/web", digest)).isTrue();
                assertThat(image.at("/pushes/0/reference").asText()).isEqualTo(first);
                assertThat(image.at("/pushes/1/reference").asText()).isEqualTo(second);
                assertThat(image.at("/pushes/1/digest").asText()).isEqualTo(digest);
                assertThat(terminal.out()).contains("pushed to " + first);
            } finally {
                TestEngine.of(flavour).docker("rmi", "--force", first, second);
            }
        }
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT})
    @NeedsProgram("docker-registry")
    @EnumSource(names = {"BUILDX", "BUILDKIT"})
    void aRegistryThatRefusesFailsTheBuildAndLeavesTheReport(Flavour flavour) throws Exception {
        dockerfile(TWO_STAGES);
        Files.createDirectory(folder.resolve("registry"));
        try (TestRegistry registry = TestRegistry.start(folder.resolve("registry"), true)) {
            String tag = registry.address() + "/shop/web:1";
            try {
                assertThat(build(flavour, "--push", "-t", tag)).isEqualTo(1);

                assertThat(terminal.out())
                        .contains("pushing " + tag + " failed: ")
                        .contains("log the docker client in to the registry");
                assertThat(report().at("/result").asText()).isEqualTo("failure");
                assertThat(report().at("/image/id").asText()).startsWith("sha256:");
                assertThat(report().at("/image/digest").isNull()).isTrue();
            } finally {
                TestEngine.of(flavour).docker("rmi", "--force", tag);
            }
        }
    }

    /** As a machine with a client and no engine does it, whose builders are elsewhere. */
    @Test
    @NeedsEngine(value = Flavour.BUILDX, named = "containerd")
    @NeedsProgram("docker-registry")
    void aBuilderWithoutAnEnginePushesByItself() throws Exception {
        dockerfile(TWO_STAGES);
        Files.createDirectory(folder.resolve("registry"));
        try (TestRegistry registry = TestRegistry.start(folder.resolve("registry"), false);
                TestBuilder builder = TestBuilder.of(TestEngine.named("containerd"))) {
            String client = TestEngine.of(Flavour.BUILDX).client();
            Path wrapper = clientWithBuilder(client, builder);
            String first = registry.address() + "/shop/web:1";
            String second = registry.address() + "/shop/web:2";
            TestEngine none = new TestEngine("tcp://127.0.0.1:1", wrapper.toString());

            assertThat(build(none, "--builder", "fleet", "--push", "-t", first, "-t", second))
                    .as(terminal.err())
                    .isZero();

            JsonNode image = report().at("/image");
            assertThat(registry.has("shop/web", image.at("/digest").asText())).isTrue();
            assertThat(image.at("/pushes/1/reference").asText()).isEqualTo(second);
            assertThat(image.at("/layers")).hasSizeGreaterThan(2);
            long bytes = 0;
            for (JsonNode layer : image.at("/layers")) {
                bytes += layer.at("/sizeBytes").asLong();
            }
            assertThat(image.at("/sizeBytes").asLong()).isPositive().isEqualTo(bytes);
            assertThat(states()).containsExactly("built", "built");
            assertThat(terminal.out()).contains("packed, as the registry has them");
            assertThat(build(none, "--builder", "fleet", "-t", first)).isEqualTo(1);
            assertThat(terminal.out()).contains("no Docker engine answers at tcp://127.0.0.1:1");
        }
    }

    /** A client that knows a builder called fleet. */
    private Path clientWithBuilder(String client, TestBuilder builder) throws IOException, InterruptedException {
        Path configuration = folder.resolve("buildx");
        ProcessBuilder create = new ProcessBuilder(
                client, "buildx", "create", "--name", "fleet", "--driver", "remote", builder.address());
        create.environment().put("BUILDX_CONFIG", configuration.toString());
        assertThat(create.start().waitFor()).isZero();
        Path wrapper = Files.writeString(
                folder.resolve("docker"),
                "#!/bin/sh\nBUILDX_CONFIG='" + configuration + "' exec '" + client + "' \"$@\"\n");
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        return wrapper;
    }

    /** The agent's socket is all that a command gets of it. */
    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT})
    @NeedsProgram("ssh-agent")
    @EnumSource(names = {"BUILDX", "BUILDKIT"})
    void anSshAgentReachesCommands(Flavour flavour) throws Exception {
        dockerfile(
                """
                FROM busybox:1.36
                RUN --mount=type=ssh,id=git,required echo SALT; test -S "$SSH_AUTH_SOCK" && echo an agent
                RUN test -z "$SSH_AUTH_SOCK" && echo none
                """);
        Path socket = folder.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> Files.exists(socket));

            assertThat(build(flavour, "--ssh", "git=" + socket)).isZero();

            assertThat(log("stage-0")).contains("an agent", "none");
        } finally {
            agent.destroy();
        }
    }

    private int build(Flavour flavour, String... more) {
        return build(TestEngine.of(flavour), more);
    }

    private int build(TestEngine engine, String... more) {
        return terminal.run(Stream.of(
                        Stream.of("build", "--host", engine.host(), "--docker", engine.client()),
                        Stream.of(more),
                        Stream.of("--output", folder.resolve("out").toString(), folder.toString()))
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    private void dockerfile(String text) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), text.replace("SALT", salt));
        Files.writeString(folder.resolve(".dockerignore"), "*\n");
    }

    private String log(String stage) throws IOException {
        return Files.readString(folder.resolve("out/stages/" + stage + ".log"));
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("out/report.json")));
    }

    private List<String> states() throws IOException {
        List<String> states = new ArrayList<>();
        report().at("/stages").forEach(stage -> states.add(stage.at("/state").asText()));
        return states;
    }
}
