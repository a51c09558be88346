package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClientAnswersTest {

    private static final DockerHost ONE = new DockerHost("one", "tcp://one:1", "docker", Map.of("A", "1"));
    private static final DockerHost OTHER = new DockerHost("other", "tcp://other:1", "docker", Map.of("A", "1"));
    private static final DockerHost OTHER_CONFIGURATION = new DockerHost("third", null, "docker", Map.of("A", "2"));

    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    @Test
    void aClientIsAskedOnceHoweverManyHostsItReaches() throws Exception {
        CommandRunner answers = new ClientAnswers(this::say);
        assertThat(answers.runAll(List.of(
                        ONE.command("version"), ClientAnswers.question(ONE, "buildx", "version"), ONE.command("info"))))
                .extracting(CommandResult::out)
                .containsExactly("version", "buildx version", "info");
        assertThat(answers.runAll(List.of(ClientAnswers.question(OTHER, "buildx", "version"), OTHER.command("info"))))
                .extracting(CommandResult::out)
                .containsExactly("buildx version", "info");
        answers.run(ClientAnswers.question(OTHER_CONFIGURATION, "buildx", "version"));
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "tcp://one:1 version",
                        "tcp://one:1 info",
                        "tcp://other:1 info",
                        "unix:///dev/null buildx version",
                        "unix:///dev/null buildx version");
    }

    @Test
    @Timeout(60)
    void aHostThatHangsKeepsNoOtherWaiting() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CommandRunner answers = new ClientAnswers(command -> {
            if (command.arguments().contains("hangs")) {
                hanging.await();
            }
            return say(command);
        });
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<List<CommandResult>> first = threads.submit(() ->
                    answers.runAll(List.of(ClientAnswers.question(ONE, "buildx", "version"), ONE.command("hangs"))));
            assertThat(answers.run(ClientAnswers.question(OTHER, "buildx", "version"))
                            .out())
                    .isEqualTo("buildx version");
            assertThat(first.isDone()).isFalse();
            hanging.countDown();
            assertThat(first.get()).hasSize(2);
        } finally {
            hanging.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void aClientThatCanNotBeRunIsToldOfToAll() {
        CommandRunner answers = new ClientAnswers(command -> {
            throw new IOException("no such file");
        });
        for (DockerHost host : List.of(ONE, OTHER)) {
            assertThatThrownBy(() -> answers.run(ClientAnswers.question(host, "buildx", "version")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no such file");
        }
    }

    private CommandResult say(DockerCommand command) {
        List<String> words = command.arguments().subList(1, command.arguments().size());
        asked.add(command.environment().get("DOCKER_HOST") + " " + String.join(" ", words));
        return new CommandResult(0, String.join(" ", words), "");
    }
}
