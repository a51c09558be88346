package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process prints: the last lines, in case that it fails, and whether BuildKit found the closing stage in its cache. */
final class LastLines extends Thread {

    private static final int LINES = 8;
    private static final int LONGEST = 1_000;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final Pattern CLOSING = Pattern.compile("#(\\d{1,9}) \\[multi-stage-build\\.closing .*");
    private static final Pattern END = Pattern.compile("#(\\d{1,9}) (CACHED|DONE.*)");

    private final InputStream stream;
    private final Deque<String> lines = new ArrayDeque<>();
    private final Set<String> closing = new HashSet<>();
    private boolean cached;
    private boolean made;

    private LastLines(InputStream stream) {
        super("last lines");
        this.stream = stream;
        setDaemon(true);
    }

    /** Reads what a process prints, so that it never waits for that. */
    static LastLines of(InputStream stream) {
        LastLines last = new LastLines(stream);
        last.start();
        return last;
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
            look(line.strip());
        }
    }

    private void look(String line) {
        Matcher step = CLOSING.matcher(line);
        Matcher end = END.matcher(line);
        if (step.matches()) {
            closing.add(step.group(1));
        } else if (end.matches() && closing.contains(end.group(1))) {
            cached |= line.endsWith("CACHED");
            made |= !line.endsWith("CACHED");
        }
    }

    /** Waits until all has been read that a process said which has ended; not for those who still hold its stream. */
    void settle() throws InterruptedException {
        join(PATIENCE_MILLIS);
    }

    /** Whether all of the closing stage was in the cache, as far as was said by now. */
    synchronized boolean isCached() {
        return cached && !made;
    }

    /** The last that it said, once it has ended. */
    String words(int status) throws InterruptedException {
        settle();
        synchronized (this) {
            return lines.isEmpty() ? "it ended with exit status " + status : lines.peekLast();
        }
    }

    /** All that is kept, once it has ended. */
    String all() throws InterruptedException {
        settle();
        synchronized (this) {
            return String.join("\n", lines);
        }
    }
}
