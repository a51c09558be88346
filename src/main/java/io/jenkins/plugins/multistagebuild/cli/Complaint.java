package io.jenkins.plugins.multistagebuild.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines that a process prints, kept in case that it fails. */
final class Complaint extends Thread {

    private static final int LINES = 8;
    private static final int LONGEST = 1_000;
    private static final long PATIENCE_MILLIS = 2_000;

    private final InputStream stream;
    private final Deque<String> lines = new ArrayDeque<>();

    private Complaint(InputStream stream) {
        super("complaints");
        this.stream = stream;
        setDaemon(true);
    }

    /** Reads what a process prints, so that it never waits for that. */
    static Complaint of(InputStream stream) {
        Complaint complaint = new Complaint(stream);
        complaint.start();
        return complaint;
    }

    @Override
    public void run() {
        try (stream) {
            byte[] chunk = new byte[8 * 1024];
            StringBuilder line = new StringBuilder();
            for (int length = stream.read(chunk); length >= 0; length = stream.read(chunk)) {
                for (char c : new String(chunk, 0, length, StandardCharsets.UTF_8).toCharArray()) {
                    if (c == '\n' || c == '\r') {
                        keep(line.toString());
                        line.setLength(0);
                    } else if (line.length() < LONGEST) {
                        line.append(c);
                    }
                }
            }
            keep(line.toString());
        } catch (IOException e) {
            keep(e.toString());
        }
    }

    private synchronized void keep(String line) {
        if (!line.isBlank()) {
            if (lines.size() == LINES) {
                lines.removeFirst();
            }
            lines.addLast(line.strip());
        }
    }

    /** The last that it said, once it has ended. */
    String words(int status) throws InterruptedException {
        join(PATIENCE_MILLIS);
        synchronized (this) {
            return lines.isEmpty() ? "it ended with exit status " + status : lines.peekLast();
        }
    }
}
