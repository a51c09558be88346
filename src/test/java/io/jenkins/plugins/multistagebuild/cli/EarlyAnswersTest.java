package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.multistagebuild.docker.CommandResult;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.EngineProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a host before the command line has been read, with a client that tells by which host it was called. */
class EarlyAnswersTest {

    @TempDir
    private Path folder;

    private Path client;
    private Path calls;

    @BeforeEach
    void writeClient() throws IOException {
        calls = folder.resolve("calls");
        client = client("echo \"$1 $DOCKER_HOST\" >>'" + calls + "'\necho \"$1 1.2 of $DOCKER_HOST\"\n");
    }

    @Test
    void whatWasAskedEarlyIsAskedOnce() throws Exception {
        List<DockerCommand> questions = questions("tcp://one:1", client);
        try (EarlyAnswers answers =
                EarlyAnswers.guess("build", "--host", "tcp://one:1", "--docker=" + client, "--", "--host=x")) {
            await().until(() -> calls().size() == 2);
            assertThat(answers.runAll(questions).stream().map(CommandResult::out))
                    .containsExactly("info 1.2 of unix:///dev/null\n", "version 1.2 of tcp://one:1\n");
            assertThat(calls()).hasSize(2);
            // Who asks again wants to know what is true then.
            assertThat(answers.runAll(questions)).hasSize(2);
            assertThat(calls()).hasSize(4);
        }
    }

    @Test
    void whatWasNotAskedEarlyIsAskedWhenItIsWanted() throws Exception {
        DockerCommand further = host(null, client).command("further");
        try (EarlyAnswers answers = EarlyAnswers.guess("build", "--docker", client.toString())) {
            assertThat(answers.runAll(questions(null, client))).hasSize(2);
            assertThat(answers.run(further).out()).startsWith("further 1.2 of ");
            assertThat(calls()).hasSize(3);
        }
    }

    @Test
    void theClassicBuilderNeedsNoBuildx() throws Exception {
        for (List<String> engine : List.of(List.of("--engine=classic"), List.of("--engine", "CLASSIC"))) {
            List<String> arguments = new ArrayList<>(List.of("build", "--docker", client.toString()));
            arguments.addAll(engine);
            try (EarlyAnswers answers = EarlyAnswers.guess(arguments.toArray(new String[0]))) {
                assertThat(answers.runAll(EngineProbe.questions(host(null, client), EnginePreference.CLASSIC)))
                        .hasSize(1);
            }
        }
        assertThat(calls()).hasSize(2).allMatch(call -> call.startsWith("version"));
    }

    @Test
    void aWrongGuessIsNoAnswer() throws Exception {
        try (EarlyAnswers answers = EarlyAnswers.guess("build", "--host=tcp://one:1", "--docker", client.toString())) {
            assertThat(answers.runAll(questions("tcp://two:2", client)).get(1).out())
                    .isEqualTo("version 1.2 of tcp://two:2\n");
        }
    }

    @Test
    void nothingIsAskedWhereNoOneHostBuilds() throws Exception {
        String docker = "--docker=" + client;
        for (List<String> arguments : List.of(
                List.of("plan", docker),
                List.of("build", docker, "--host=tcp://one:1", "--host=tcp://two:2"),
                List.<String>of())) {
            EarlyAnswers.guess(arguments.toArray(new String[0])).close();
            assertThat(calls).as(arguments.toString()).doesNotExist();
        }
    }

    @Test
    void aClientThatNobodyWaitsForIsEnded() throws Exception {
        Path slow = client("echo $$ >>'" + calls + "'\nexec sleep 600\n");
        try (EarlyAnswers answers = EarlyAnswers.guess("build", "--docker", slow.toString())) {
            assertThat(answers).isNotNull();
            await().until(() -> calls().size() == 2);
        }
        for (String pid : calls()) {
            await().until(() -> ProcessHandle.of(Long.parseLong(pid))
                    .filter(ProcessHandle::isAlive)
                    .isEmpty());
        }
    }

    /** A signal ends the clients at any time, so also just before the build wants their answers: it shall end well then. */
    @Test
    void whoAsksAfterTheEndIsInterrupted() throws Exception {
        Path slow = client("echo $$ >>'" + calls + "'\nexec sleep 600\n");
        EarlyAnswers answers = EarlyAnswers.guess("build", "--docker", slow.toString());
        await().until(() -> calls().size() == 2);
        answers.close();
        assertThatThrownBy(() -> answers.runAll(questions(null, slow))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aClientThatIsNotThereIsToldWhereItIsAskedFor() {
        try (EarlyAnswers answers = EarlyAnswers.guess("build", "--docker=" + folder.resolve("none"))) {
            List<DockerCommand> questions = questions(null, folder.resolve("none"));
            assertThatThrownBy(() -> answers.runAll(questions))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("none");
        }
    }

    private static List<DockerCommand> questions(String uri, Path client) {
        return EngineProbe.questions(host(uri, client), EnginePreference.AUTO);
    }

    private static DockerHost host(String uri, Path client) {
        return new DockerHost("any", uri, client.toString(), Map.of());
    }

    private List<String> calls() throws IOException {
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private Path client(String script) throws IOException {
        Path path = Files.createTempFile(
                folder,
                "docker",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(path, "#!/bin/sh\n" + script);
    }
}
