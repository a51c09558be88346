package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Asks a client only once what it says without an engine, however many hosts it reaches. Everything else is asked as often as
 * it comes.
 */
public final class ClientAnswers implements CommandRunner {

    /** No engine is there, so that none can keep the client waiting. */
    private static final String NOWHERE = "unix:///dev/null";

    private final CommandRunner runner;
    private final ConcurrentMap<DockerCommand, CompletableFuture<CommandResult>> answers = new ConcurrentHashMap<>();

    /** What runs the commands, from several threads at the same time. */
    public ClientAnswers(CommandRunner runner) {
        this.runner = runner;
    }

    /** A question to a host's client alone. */
    static DockerCommand question(DockerHost host, String... arguments) {
        return new DockerHost(host.name(), NOWHERE, host.client(), host.environment())
                .command(List.of(arguments), Map.of("DOCKER_BUILDKIT", "1"));
    }

    @Override
    public CommandResult run(DockerCommand command) throws IOException, InterruptedException {
        return runAll(List.of(command)).get(0);
    }

    @Override
    public List<CommandResult> runAll(List<DockerCommand> commands) throws IOException, InterruptedException {
        for (DockerCommand command : commands) {
            if (isForClient(command)) {
                answers.computeIfAbsent(command, this::ask);
            }
        }
        List<DockerCommand> others =
                commands.stream().filter(command -> !isForClient(command)).toList();
        List<CommandResult> told = new ArrayList<>(runner.runAll(others));
        List<CommandResult> results = new ArrayList<>();
        for (DockerCommand command : commands) {
            results.add(isForClient(command) ? answer(command) : told.remove(0));
        }
        return results;
    }

    private static boolean isForClient(DockerCommand command) {
        return NOWHERE.equals(command.environment().get("DOCKER_HOST"));
    }

    private CommandResult answer(DockerCommand command) throws IOException {
        try {
            return answers.get(command).join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    /** By a thread of its own: who asked first may be interrupted, or wait for its engine, and that is no affair of others. */
    private CompletableFuture<CommandResult> ask(DockerCommand command) {
        CompletableFuture<CommandResult> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        answer.complete(runner.run(command));
                    } catch (IOException | InterruptedException e) {
                        answer.completeExceptionally(e);
                    }
                },
                "question to " + command.arguments().get(0));
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
