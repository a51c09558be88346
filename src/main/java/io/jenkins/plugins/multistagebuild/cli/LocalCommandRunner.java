package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.docker.CommandResult;
import io.jenkins.plugins.multistagebuild.docker.CommandRunner;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.LocalProcess;
import io.jenkins.plugins.multistagebuild.docker.NoAnswerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs short commands as processes of this machine. */
final class LocalCommandRunner implements CommandRunner {

    private static final long TIMEOUT_SECONDS = 60;

    private final long timeoutSeconds;

    LocalCommandRunner() {
        this(TIMEOUT_SECONDS);
    }

    /** A runner with another limit of time. */
    LocalCommandRunner(long timeoutSeconds) {
        this.timeoutSeconds = timeoutSeconds;
    }

    @Override
    public CommandResult run(DockerCommand command) throws IOException, InterruptedException {
        return runAll(List.of(command)).get(0);
    }

    @Override
    public List<CommandResult> runAll(List<DockerCommand> commands) throws IOException, InterruptedException {
        List<Running> running = new ArrayList<>();
        try {
            for (DockerCommand command : commands) {
                running.add(Running.start(command));
            }
            List<CommandResult> results = new ArrayList<>();
            for (Running each : running) {
                results.add(each.result(timeoutSeconds));
            }
            return results;
        } finally {
            running.forEach(each -> LocalProcess.kill(each.process()));
        }
    }

    /** A command that runs; what it says is read meanwhile. */
    private record Running(Process process, CompletableFuture<String> out, CompletableFuture<String> err) {

        static Running start(DockerCommand command) throws IOException {
            Process process = LocalProcess.builder(command).start();
            Running running = new Running(process, drain(process.getInputStream()), drain(process.getErrorStream()));
            process.getOutputStream().close();
            return running;
        }

        CommandResult result(long timeoutSeconds) throws IOException, InterruptedException {
            if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                throw new NoAnswerException(timeoutSeconds);
            }
            return new CommandResult(process.exitValue(), out.join(), err.join());
        }
    }

    /** Reads to the end, so that the process never waits for us, and keeps the first part. */
    private static CompletableFuture<String> drain(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (stream) {
                byte[] kept = stream.readNBytes(OUTPUT_LIMIT);
                stream.transferTo(OutputStream.nullOutputStream());
                text.complete(new String(kept, StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.complete("");
            }
        });
        thread.setDaemon(true);
        thread.start();
        return text;
    }
}
