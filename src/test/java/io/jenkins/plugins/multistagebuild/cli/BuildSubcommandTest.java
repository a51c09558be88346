package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.TestBuilder;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** Builds with real engines of each flavour. */
class BuildSubcommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** Makes every RUN of this test new to the engine's cache. */
    private final String salt = UUID.randomUUID().toString();

    private final String tag = "msb-test:" + salt;
    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void buildsTheTargetWithALogForEachStageAndAReport(Flavour flavour) throws Exception {
        dockerfile(
                """
                FROM busybox:1.36 AS builder
                ARG WHO
                RUN echo making for $WHO; echo SALT; echo SALT > /app
                FROM busybox:1.36 AS unneeded
                RUN exit 1
                FROM busybox:1.36 AS runtime
                COPY --from=builder /app /app
                CMD ["cat", "/app"]
                """);
        TestEngine engine = TestEngine.of(flavour);
        try {
            assertThat(build(flavour, "-t", tag, "--build-arg", "WHO=me", "--label", "team=core", "--format=json"))
                    .isZero();

            JsonNode report = JSON.readTree(terminal.out());
            assertThat(report).isEqualTo(JSON.readTree(Files.readString(output("report.json"))));
            assertThat(report.at("/result").asText()).isEqualTo("success");
            assertThat(states(report)).containsExactly("built", "skipped", "built");
            assertThat(report.at("/engines/0/flavour").asText()).isEqualTo(flavour.json());
            assertThat(report.at("/image/id").asText())
                    .isEqualTo(engine.docker("image", "inspect", "--format", "{{.Id}}", tag));
            assertThat(report.at("/image/sizeBytes").asText())
                    .isEqualTo(engine.docker("image", "inspect", "--format", "{{.Size}}", tag));
            assertThat(engine.docker("image", "inspect", "--format", "{{.Config.Labels.team}}", tag))
                    .isEqualTo("core");
            JsonNode last =
                    report.at("/image/layers").get(report.at("/image/layers").size() - 1);
            assertThat(last.at("/instruction").asText()).isEqualTo("COPY --from=builder /app /app");
            assertThat(last.at("/line").asInt()).isEqualTo(7);
            assertThat(last.at("/stage").asInt()).isEqualTo(2);
            assertThat(report.at("/criticalPath").toString()).isEqualTo("[0,2]");

            assertThat(Files.readString(output("stages/0-builder.log")))
                    .contains(" making for me\n")
                    .contains(" " + salt + "\n")
                    .containsPattern(
                            "(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z .*Dockerfile:3: RUN echo");
            assertThat(Files.readString(output("stages/2-runtime.log"))).doesNotContain("making for");
            assertThat(output("stages/1-unneeded.log")).doesNotExist();
        } finally {
            engine.docker("rmi", "--force", tag);
        }
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void aSecondBuildIsAllCachedAndGivesTheSameImage(Flavour flavour) throws Exception {
        dockerfile(
                """
                FROM busybox:1.36 AS builder
                RUN echo SALT > /app
                FROM busybox:1.36
                COPY --from=builder /app /app
                """);
        try {
            assertThat(build(flavour, "-t", tag, "--format=json")).isZero();
            String first = JSON.readTree(terminal.out()).at("/image/id").asText();
            Terminal second = new Terminal();
            assertThat(second.run(arguments(flavour, "-t", tag, "--format=json")))
                    .isZero();

            JsonNode report = JSON.readTree(second.out());
            assertThat(states(report)).containsExactly("cached", "cached");
            assertThat(report.at("/image/id").asText()).isEqualTo(first);
        } finally {
            TestEngine.of(flavour).docker("rmi", "--force", tag);
        }
    }

    /** By default they are in the context, and change with each run. */
    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT})
    @EnumSource(names = {"BUILDX", "BUILDKIT"})
    void reportsInTheContextAreNotCopied(Flavour flavour) throws Exception {
        dockerfile(
                """
                FROM busybox:1.36
                COPY . /SALT
                RUN find /SALT -type f
                """);
        Files.writeString(folder.resolve(".dockerignore"), "*.txt\n!kept.txt");
        Files.writeString(folder.resolve("left.txt"), "");
        Files.writeString(folder.resolve("kept.txt"), "");
        assertThat(build(flavour, "--format=json")).isZero();
        assertThat(Files.readString(output("stages/stage-0.log")))
                .contains("/" + salt + "/kept.txt", "/" + salt + "/Dockerfile", "/" + salt + "/.dockerignore")
                .doesNotContain("/out", "left.txt");
        Terminal second = new Terminal();

        assertThat(second.run(arguments(flavour, "--format=json"))).isZero();

        assertThat(states(JSON.readTree(second.out()))).containsExactly("cached");
        assertThat(Files.list(folder))
                .extracting(each -> each.getFileName().toString())
                .containsExactlyInAnyOrder("Dockerfile", ".dockerignore", "left.txt", "kept.txt", "out");
    }

    @Test
    @NeedsEngine(Flavour.BUILDX)
    void theNameInSmallLettersIsTakenWhereThereIsNoOther() throws Exception {
        dockerfile("FROM busybox:1.36\nRUN echo SALT\n");
        Files.move(folder.resolve("Dockerfile"), folder.resolve("dockerfile"));

        assertThat(build(Flavour.BUILDX)).isZero();

        assertThat(Files.readString(output("stages/stage-0.log"))).contains("dockerfile:2: RUN echo " + salt);
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void aFailingCommandIsToldWithLineStatusAndLastLines(Flavour flavour) throws Exception {
        dockerfile(
                """
                FROM busybox:1.36 AS slow
                RUN sleep 60; echo SALT
                FROM busybox:1.36 AS broken
                RUN echo SALT; echo about to fail; exit 3
                FROM busybox:1.36
                COPY --from=broken /a /a
                COPY --from=slow /a /a
                """);

        assertThat(build(flavour, "-t", tag)).isEqualTo(1);

        assertThat(terminal.out())
                .contains("Dockerfile:4: RUN echo " + salt + "; echo about to fail; exit 3 failed with exit status 3"
                        + " in stage broken")
                .contains("  | about to fail");
        JsonNode report = JSON.readTree(Files.readString(output("report.json")));
        assertThat(report.at("/result").asText()).isEqualTo("failure");
        assertThat(states(report)).containsExactly("aborted", "failed", "aborted");
        assertThat(report.at("/failure/exitStatus").asInt()).isEqualTo(3);
        assertThat(report.at("/image").isNull()).isTrue();
        assertThat(report.at("/wallMillis").asLong()).isLessThan(50_000);
        assertThat(Files.readString(output("stages/1-broken.log"))).contains("about to fail");
        assertThat(TestEngine.of(flavour).images("--quiet", tag)).isEmpty();
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void independentStagesRunSideBySide(Flavour flavour) throws Exception {
        dockerfile(
                """
                FROM busybox:1.36 AS a
                RUN sleep 2; echo SALT > /x
                FROM busybox:1.36 AS b
                RUN sleep 2; echo b SALT > /x
                FROM busybox:1.36 AS c
                RUN sleep 2; echo c SALT > /x
                FROM scratch
                COPY --from=a /x /a
                COPY --from=b /x /b
                COPY --from=c /x /c
                """);

        assertThat(build(flavour, "--format=json")).isZero();

        JsonNode report = JSON.readTree(terminal.out());
        List<long[]> spans = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            JsonNode stage = report.at("/stages/" + i);
            long start = Instant.parse(stage.at("/startedAt").asText()).toEpochMilli();
            spans.add(new long[] {start, start + stage.at("/wallMillis").asLong()});
        }
        long lastStart = spans.stream().mapToLong(span -> span[0]).max().orElseThrow();
        long firstEnd = spans.stream().mapToLong(span -> span[1]).min().orElseThrow();
        assertThat(lastStart).as("all three run at one moment").isLessThan(firstEnd);
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void anInterruptEndsTheEngineRunAndLeavesAReport(Flavour flavour) throws Exception {
        dockerfile(
                """
                FROM busybox:1.36 AS sleeper
                RUN echo SALT; sleep 120
                """);
        Process program = program(flavour);
        Path log = output("stages/0-sleeper.log");
        Path live = folder.resolve("live.txt");
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> Files.readString(live)
                .contains(salt + "\n"));
        new ProcessBuilder("kill", "-INT", Long.toString(program.pid())).start().waitFor();

        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(130);
        JsonNode report = JSON.readTree(Files.readString(output("report.json")));
        assertThat(report.at("/result").asText()).isEqualTo("aborted");
        assertThat(states(report)).containsExactly("aborted");
        assertThat(Files.readString(log)).contains(salt);
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> Stream.of(
                        TestEngine.of(flavour).docker("ps", "--quiet"))
                .allMatch(String::isEmpty));
    }

    @Test
    void anEngineThatDoesNotAnswerAndAMissingClientAreToldInOneLine() throws Exception {
        dockerfile("FROM busybox\n");

        assertThat(terminal.run(
                        "build",
                        "--docker",
                        "/nowhere/docker",
                        "--output",
                        output("").toString(),
                        "" + folder))
                .isEqualTo(1);
        assertThat(terminal.out()).contains("the docker client /nowhere/docker can't be run");
        assertThat(Files.readString(output("report.json"))).contains("\"failure\"");
    }

    /** As a terminal does it: the signal goes to the client as well. */
    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void anInterruptThatEndsTheClientTooIsNoFailure(Flavour flavour) throws Exception {
        dockerfile("FROM busybox:1.36 AS sleeper\nRUN echo SALT; sleep 120\n");
        Process program = program(flavour);
        Path live = folder.resolve("live.txt");
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> Files.readString(live)
                .contains(salt + "\n"));
        List<String> kill = new ArrayList<>(List.of("kill", "-INT"));
        program.descendants().forEach(child -> kill.add(Long.toString(child.pid())));
        kill.add(Long.toString(program.pid()));
        new ProcessBuilder(kill).start().waitFor();

        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(130);
        assertThat(Files.readString(output("report.json"))).contains("\"result\":\"aborted\"");
    }

    @Test
    @NeedsEngine(value = Flavour.BUILDX, named = "containerd")
    void aBuilderThatIsNamedBuildsAndTheEngineGetsTheImage() throws Exception {
        dockerfile("FROM scratch AS files\nCOPY Dockerfile /SALT\nFROM scratch\nCOPY --from=files / /\n");
        TestEngine engine = TestEngine.of(Flavour.BUILDX);
        ProcessBuilder create =
                new ProcessBuilder(engine.client(), "buildx", "create", "--name", "fleet", "--driver", "remote");
        try (TestBuilder builder = TestBuilder.of(TestEngine.named("containerd"))) {
            create.command().add(builder.address());
            create.environment().put("BUILDX_CONFIG", folder.resolve("buildx").toString());
            assertThat(create.start().waitFor()).isZero();
            Files.writeString(folder.resolve(".dockerignore"), "*\n!Dockerfile\n");

            ProcessBuilder build = program(arguments(Flavour.BUILDX, "--builder", "fleet", "-t", tag));
            build.environment().putAll(create.environment());
            assertThat(build.start().waitFor()).isZero();

            JsonNode report = JSON.readTree(Files.readString(output("report.json")));
            assertThat(report.at("/image/id").asText())
                    .isEqualTo(engine.docker("image", "inspect", "--format", "{{.Id}}", tag));
            assertThat(states(report)).containsExactly("built", "built");
        } finally {
            engine.docker("rmi", "--force", tag);
        }
    }

    /** Like an engine that has got stuck: it takes connections and says nothing. */
    @Test
    @NeedsEngine(Flavour.BUILDX)
    void anEngineThatHangsDoesNotHangUs() throws Exception {
        dockerfile("FROM busybox:1.36\n");
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            TestEngine engine = TestEngine.of(Flavour.BUILDX);
            Process program = program(
                            "build",
                            "--host",
                            "tcp://127.0.0.1:" + mute.getLocalPort(),
                            "--docker",
                            engine.client(),
                            "--output",
                            output("").toString(),
                            folder.toString())
                    .start();
            try (Socket connected = mute.accept()) {
                await().until(() -> Files.isDirectory(output("")));
                long asked = System.nanoTime();
                new ProcessBuilder("kill", "-TERM", Long.toString(program.pid()))
                        .start()
                        .waitFor();

                assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(15));
                assertThat(connected.isConnected()).isTrue();
            }
            assertThat(program.exitValue()).isEqualTo(128 + 15);
            assertThat(Files.readString(output("report.json"))).contains("\"aborted\"");
        }
    }

    @Test
    void aSignalBeforeTheBuildBeginsEndsTheClientsToo() throws Exception {
        dockerfile("FROM scratch\n");
        Path pids = folder.resolve("pids");
        Path client =
                Files.writeString(folder.resolve("client"), "#!/bin/sh\necho $$ >>'" + pids + "'\nexec sleep 600\n");
        assertThat(client.toFile().setExecutable(true)).isTrue();
        Process program = program(
                        "build",
                        "--docker",
                        client.toString(),
                        "--output",
                        output("").toString(),
                        folder.toString())
                .start();
        await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);
        program.destroy();

        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(128 + 15);
        for (String pid : Files.readAllLines(pids)) {
            await().until(() -> ProcessHandle.of(Long.parseLong(pid))
                    .filter(ProcessHandle::isAlive)
                    .isEmpty());
        }
    }

    @Test
    void findingsKeepABuildFromStartingOnlyWhereAsked() throws Exception {
        dockerfile("FROM busybox:1.36 AS Runtime\n");
        Path nothing = folder.resolve("no-docker");

        assertThat(terminal.run(
                        "build", "--fail-on-lint", "--format=json", "--docker", nothing.toString(), folder.toString()))
                .isEqualTo(1);
        assertThat(terminal.err())
                .contains("Dockerfile:1: warning: Stage name Runtime should be lower case [StageNameCasing]")
                .doesNotContain("no-docker");
        assertThat(JSON.readTree(terminal.out()).at("/error/message").asText())
                .contains("a finding where none is allowed (StageNameCasing)");
    }

    @Test
    void aMissingContextIsWrongUsage() throws Exception {
        dockerfile("FROM busybox\n");

        assertThat(terminal.run(
                        "build",
                        "-f",
                        folder.resolve("Dockerfile").toString(),
                        folder.resolve("no").toString()))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("no such folder");
    }

    private int build(Flavour flavour, String... more) {
        return terminal.run(arguments(flavour, more));
    }

    private String[] arguments(Flavour flavour, String... more) {
        TestEngine engine = TestEngine.of(flavour);
        return Stream.of(
                        Stream.of("build", "--host", engine.host(), "--docker", engine.client()),
                        Stream.of(more),
                        Stream.of("--output", output("").toString(), folder.toString()))
                .flatMap(each -> each)
                .toArray(String[]::new);
    }

    /**
     * The program in a process of its own, which can be sent signals. A shell starts what runs in its background with
     * SIGINT ignored, which every child inherits and a JVM then leaves so.
     */
    private Process program(Flavour flavour) throws IOException {
        return program(arguments(flavour)).start();
    }

    private ProcessBuilder program(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT,TERM",
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                MultiStageBuild.class.getName()));
        command.addAll(List.of(arguments));
        Path live = Files.createFile(folder.resolve("live.txt"));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(live.toFile());
    }

    private void dockerfile(String text) throws IOException {
        Files.write(folder.resolve("Dockerfile"), text.replace("SALT", salt).getBytes(StandardCharsets.UTF_8));
    }

    private Path output(String name) {
        return folder.resolve("out").resolve(name);
    }

    private static List<String> states(JsonNode report) {
        List<String> states = new ArrayList<>();
        report.at("/stages").forEach(stage -> states.add(stage.at("/state").asText()));
        return states;
    }
}
