package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.LocalProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Programs of this machine that help to get a context: tar and git. */
final class MachineCommand {

    private static final int COMPLAINT = 16 * 1024;

    private MachineCommand() {}

    /**
     * Runs a program to its end.
     *
     * @param environment variables to add
     * @param input its standard input; null for none
     * @throws IOException if it can't be started or fails, with what it said last
     */
    static void run(
            List<String> command, @CheckForNull Map<String, String> environment, @CheckForNull InputStream input)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (environment != null) {
            builder.environment().putAll(environment);
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException("the program " + command.get(0) + " is needed for it: " + e.getMessage(), e);
        }
        try {
            Complaint complaint = new Complaint(process.getInputStream());
            complaint.start();
            feed(process, input);
            int status = process.waitFor();
            complaint.join();
            if (status != 0) {
                throw new IOException(command.get(0) + ": " + complaint.lastLine(status));
            }
        } finally {
            LocalProcess.kill(process);
        }
    }

    /** A program that ends before it has read all tells why by itself. */
    private static void feed(Process process, @CheckForNull InputStream input) throws IOException {
        try (OutputStream out = process.getOutputStream()) {
            byte[] chunk = new byte[64 * 1024];
            int length = input == null ? -1 : input.read(chunk);
            while (length >= 0 && process.isAlive()) {
                out.write(chunk, 0, length);
                length = input.read(chunk);
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw e;
            }
        }
    }

    /** Reads what a program prints, and keeps the first part. */
    private static final class Complaint extends Thread {

        private final InputStream stream;
        private String text = "";

        Complaint(InputStream stream) {
            super("complaints");
            this.stream = stream;
            setDaemon(true);
        }

        @Override
        public void run() {
            try (stream) {
                text = new String(stream.readNBytes(COMPLAINT), StandardCharsets.UTF_8);
                stream.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                text = e.toString();
            }
        }

        String lastLine(int status) {
            List<String> lines = text.lines()
                    .filter(line -> !line.isBlank())
                    .map(String::strip)
                    .toList();
            return lines.isEmpty() ? "it ended with exit status " + status : lines.get(lines.size() - 1);
        }
    }
}
