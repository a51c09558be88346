package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.docker.CommandResult;
import io.jenkins.plugins.multistagebuild.docker.CommandRunner;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.EngineProbe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Asks a build's host what it can do while the command line and the Dockerfile are still being read: a client takes a few tenths
 * of a second to tell. Host and client are guessed from the arguments. An answer serves only who asks by the very same command,
 * so that a wrong guess costs a process and nothing else.
 */
final class EarlyAnswers implements CommandRunner, AutoCloseable {

    private static final long PATIENCE_MILLIS = 500;

    private final CommandRunner runner = new LocalCommandRunner();
    private final Map<Object, FutureTask<CommandResult>> asked = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean ended;
    private final Thread hook = new Thread(this::end, "end of early questions");

    private EarlyAnswers() {}

    /** Nothing is asked early. */
    static EarlyAnswers none() {
        return new EarlyAnswers();
    }

    /** Asks already, where the program's arguments are those of a build on one host. */
    static EarlyAnswers guess(String... arguments) {
        EarlyAnswers answers = new EarlyAnswers();
        List<String> hosts = values("--host", arguments);
        List<String> clients = values("--docker", arguments);
        if (arguments.length > 0 && arguments[0].equals("build") && hosts.size() <= 1 && clients.size() <= 1) {
            String host = hosts.isEmpty() ? null : DockerfileOptions.uri(hosts.get(0));
            String client = clients.isEmpty() ? EngineOptions.CLIENT : clients.get(0);
            Runtime.getRuntime().addShutdownHook(answers.hook);
            boolean classic = values("--engine", arguments).stream().anyMatch("classic"::equalsIgnoreCase);
            answers.ask(
                    new DockerHost(DockerfileOptions.LOCAL, host, client, Map.of()),
                    classic ? EnginePreference.CLASSIC : EnginePreference.AUTO);
            answers.inBackground(EngineProbe::prepare);
        }
        return answers;
    }

    private static List<String> values(String option, String... arguments) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i < arguments.length && !arguments[i].equals("--"); i++) {
            if (arguments[i].startsWith(option + "=")) {
                values.add(arguments[i].substring(option.length() + 1));
            } else if (arguments[i].equals(option) && i + 1 < arguments.length) {
                values.add(arguments[i + 1]);
            }
        }
        return values;
    }

    private void ask(DockerHost host, EnginePreference preference) {
        for (DockerCommand question : EngineProbe.questions(host, preference)) {
            FutureTask<CommandResult> answer = new FutureTask<>(() -> runner.run(question));
            asked.put(key(question), answer);
            inBackground(answer);
        }
    }

    /** What is equal where commands are: the first look at a record's equality takes Java longer than to start a process. */
    private static Object key(DockerCommand command) {
        return Map.entry(command.arguments(), command.environment());
    }

    private void inBackground(Runnable work) {
        Thread thread = new Thread(work, "early question");
        thread.setDaemon(true);
        synchronized (threads) {
            if (!ended) {
                thread.start();
                threads.add(thread);
            }
        }
    }

    @Override
    public CommandResult run(DockerCommand command) throws IOException, InterruptedException {
        FutureTask<CommandResult> answer = asked.remove(key(command));
        if (answer == null) {
            return runner.run(command);
        }
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (CancellationException e) {
            throw (InterruptedException) new InterruptedException("the program is being ended").initCause(e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    /** Each answer is given once: who asks again wants to know what is true then. */
    @Override
    public List<CommandResult> runAll(List<DockerCommand> commands) throws IOException, InterruptedException {
        if (commands.stream().map(EarlyAnswers::key).noneMatch(asked::containsKey)) {
            return runner.runAll(commands);
        }
        List<CommandResult> results = new ArrayList<>();
        for (DockerCommand command : commands) {
            results.add(run(command));
        }
        return results;
    }

    /** Ends the clients that nobody waited for, as a signal to this process does. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending by now, and the hook has nothing left to do.
        }
    }

    private void end() {
        List<Thread> begun;
        synchronized (threads) {
            ended = true;
            begun = List.copyOf(threads);
        }
        asked.values().forEach(answer -> answer.cancel(true));
        boolean interrupted = Thread.interrupted();
        try {
            for (Thread thread : begun) {
                thread.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
