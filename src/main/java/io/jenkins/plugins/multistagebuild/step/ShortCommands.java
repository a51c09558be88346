package io.jenkins.plugins.multistagebuild.step;

import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.docker.CommandResult;
import io.jenkins.plugins.multistagebuild.docker.CommandRunner;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.NoAnswerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Asks a docker client on the agent, bounded in time and in what it may answer. */
final class ShortCommands implements CommandRunner {

    private static final Logger LOGGER = Logger.getLogger(ShortCommands.class.getName());

    /** How long an answer may take where nothing else is said. */
    static final long SECONDS = 60;

    /** Finds the client on the search path of the build's environment, not on that of the agent's process. */
    private static final List<String> SHELL = List.of("/bin/sh", "-c", "exec \"$@\"", "sh");

    /** What a shell says if there is no such command, or none that can be run. */
    private static final Set<Integer> NO_CLIENT = Set.of(126, 127);

    private final Launcher launcher;
    private final FilePath directory;
    private final Map<String, String> environment;
    private final long seconds;

    /** Asks, and waits no longer than some seconds. */
    ShortCommands(Launcher launcher, FilePath directory, Map<String, String> environment, long seconds) {
        this.seconds = seconds;
        this.launcher = launcher;
        this.directory = directory;
        this.environment = environment;
    }

    @Override
    public CommandResult run(DockerCommand command) throws IOException, InterruptedException {
        return runAll(List.of(command)).get(0);
    }

    /** All are started before the first one is waited for. */
    @Override
    public List<CommandResult> runAll(List<DockerCommand> commands) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Deque<Going> going = new ArrayDeque<>();
        List<CommandResult> results = new ArrayList<>();
        try {
            for (DockerCommand command : commands) {
                going.add(start(command));
            }
            while (!going.isEmpty()) {
                results.add(end(going.remove(), deadline));
            }
        } finally {
            for (Going each : going) {
                each.kill();
            }
        }
        return results;
    }

    private Going start(DockerCommand command) throws IOException {
        Bounded out = new Bounded();
        Bounded err = new Bounded();
        List<String> arguments = new ArrayList<>(SHELL);
        arguments.addAll(command.arguments());
        Map<String, String> variables = new TreeMap<>(environment);
        variables.putAll(command.environment());
        Proc process = launcher.launch()
                .cmds(literally(arguments))
                .envs(literally(variables))
                .pwd(directory)
                .quiet(true)
                .stdout(out)
                .stderr(err)
                .start();
        return new Going(process, out, err);
    }

    private CommandResult end(Going command, long deadline) throws IOException, InterruptedException {
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        int status = command.process.joinWithTimeout(left, TimeUnit.MILLISECONDS, TaskListener.NULL);
        if (status != 0 && System.nanoTime() - deadline >= 0) {
            throw new NoAnswerException(seconds);
        }
        CommandResult result = new CommandResult(status, command.out.text(), command.err.text());
        if (NO_CLIENT.contains(status)) {
            throw new IOException(result.complaint());
        }
        return result;
    }

    /** A command that has been started, and what it prints. */
    private record Going(Proc process, Bounded out, Bounded err) {

        private void kill() throws InterruptedException {
            try {
                process.kill();
            } catch (IOException e) {
                LOGGER.log(Level.FINE, e, () -> "a command could not be ended");
            }
        }
    }

    /** A launcher puts the values of variables into what it is given; a doubled dollar sign stays one. */
    private static String literally(String text) {
        return text.replace("$", "$$");
    }

    private static List<String> literally(List<String> texts) {
        return texts.stream().map(ShortCommands::literally).toList();
    }

    private static Map<String, String> literally(Map<String, String> texts) {
        return texts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> literally(entry.getValue())));
    }

    /** Keeps the first bytes and lets the rest go. */
    private static final class Bounded extends OutputStream {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            kept.write(bytes, offset, Math.max(0, Math.min(length, OUTPUT_LIMIT - kept.size())));
        }

        private synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
