package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.docker.CommandResult;
import io.jenkins.plugins.multistagebuild.docker.CommandRunner;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs short commands as processes of this machine. */
final class LocalCommandRunner implements CommandRunner {

    private static final long TIMEOUT_SECONDS = 60;

    @Override
    public CommandResult run(DockerCommand command) throws IOException, InterruptedException {
        Process process = LocalProcess.builder(command).start();
        process.getOutputStream().close();
        CompletableFuture<String> out = drain(process.getInputStream());
        CompletableFuture<String> err = drain(process.getErrorStream());
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no answer within " + TIMEOUT_SECONDS + " s");
            }
            return new CommandResult(process.exitValue(), out.join(), err.join());
        } finally {
            LocalProcess.kill(process);
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
