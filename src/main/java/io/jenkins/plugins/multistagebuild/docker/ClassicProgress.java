package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the classic builder prints: {@code Step 2/5 : RUN make}, then the container's output between
 * {@code ---> Running in 0123456789ab} and {@code Removing intermediate container 0123456789ab}. Only lines outside of
 * a container are taken for the builder's own, so that a command can't pass its output off as another step's. Steps are
 * keyed by their number.
 */
final class ClassicProgress implements ProgressReader {

    private static final long serialVersionUID = 1L;
    private static final Pattern STEP = Pattern.compile("Step (\\d{1,9})/(\\d{1,9}) : (.*)", Pattern.DOTALL);
    private static final Pattern INSIDE = Pattern.compile(" ---> Running in ([0-9a-f]{12})");
    private static final String CACHED = " ---> Using cache";
    private static final String REMOVED = "Removing intermediate container ";
    /** A longer line is given on in pieces; none of the builder's own is as long. */
    private static final int PIECE = 16 * 1024;

    private byte[] line = new byte[256];
    private int size;
    private boolean inPieces;

    @CheckForNull
    private String step;

    private boolean from;
    private boolean cached;

    @CheckForNull
    private String container;

    @Override
    public void read(byte[] chunk, int offset, int length, Instant now, Consumer<ProgressEvent> events) {
        int start = offset;
        for (int i = offset; i < offset + length; i++) {
            if (chunk[i] == '\n') {
                append(chunk, start, i - start, now, events);
                line(now, events);
                start = i + 1;
            }
        }
        append(chunk, start, offset + length - start, now, events);
    }

    @Override
    public void end(Instant now, Consumer<ProgressEvent> events) {
        if (size > 0) {
            line(now, events);
        }
    }

    private void append(byte[] chunk, int offset, int length, Instant now, Consumer<ProgressEvent> events) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int taken = Math.min(left, PIECE - size);
            if (size + taken > line.length) {
                line = Arrays.copyOf(line, Math.min(PIECE, Math.max(size + taken, 2 * line.length)));
            }
            System.arraycopy(chunk, from, line, size, taken);
            size += taken;
            from += taken;
            left -= taken;
            if (size == PIECE) {
                piece(now, events);
            }
        }
    }

    private void piece(Instant now, Consumer<ProgressEvent> events) {
        if (container != null) {
            // What tells the container's end may begin in one piece and end in the next.
            int kept = REMOVED.length() + container.length();
            output(line, 0, size - kept, now, events);
            System.arraycopy(line, size - kept, line, 0, kept);
            size = kept;
        } else {
            size = 0;
        }
        inPieces = true;
    }

    private void line(Instant now, Consumer<ProgressEvent> events) {
        if (container != null) {
            inside(now, events);
        } else if (!inPieces) {
            // A carriage return ends the lines that show how much of the context has been sent.
            outside(new String(line, 0, size, StandardCharsets.UTF_8).replace("\r", ""), now, events);
        }
        size = 0;
        inPieces = false;
    }

    private void inside(Instant now, Consumer<ProgressEvent> events) {
        byte[] end = (REMOVED + container).getBytes(StandardCharsets.US_ASCII);
        boolean removed = size >= end.length && Arrays.equals(line, size - end.length, size, end, 0, end.length);
        if (removed) {
            // Output without a line feed at its end has this behind it, on the same line.
            output(line, 0, size - end.length, now, events);
            container = null;
        } else {
            line = size == line.length ? Arrays.copyOf(line, size + 1) : line;
            line[size] = '\n';
            output(line, 0, size + 1, now, events);
        }
    }

    private void output(byte[] bytes, int offset, int length, Instant now, Consumer<ProgressEvent> events) {
        if (length > 0 && step != null) {
            events.accept(new ProgressEvent.Output(step, now, Arrays.copyOfRange(bytes, offset, offset + length)));
        }
    }

    private void outside(String text, Instant now, Consumer<ProgressEvent> events) {
        Matcher next = STEP.matcher(text);
        Matcher running = INSIDE.matcher(text);
        if (next.matches()) {
            finish(now, events);
            step = next.group(1);
            from = next.group(3).regionMatches(true, 0, "FROM ", 0, 5);
            cached = from;
            events.accept(new ProgressEvent.Named(step, text));
            events.accept(new ProgressEvent.Started(step, now));
        } else if (running.matches()) {
            container = running.group(1);
            cached = false;
        } else if (text.equals(CACHED)) {
            cached = true;
        } else if (text.startsWith("Successfully built ")) {
            finish(now, events);
        } else if (!text.startsWith(" --->") && !text.startsWith("# Executing ") && !text.isBlank()) {
            said(text, now, events);
        }
    }

    /** The builder's own words: progress of a pull, warnings, the reason of a failure. */
    private void said(String text, Instant now, Consumer<ProgressEvent> events) {
        events.accept(new ProgressEvent.Loose(now, text));
        if (from) {
            cached = false;
            byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
            output(bytes, 0, bytes.length, now, events);
        }
    }

    private void finish(Instant now, Consumer<ProgressEvent> events) {
        if (step != null) {
            events.accept(new ProgressEvent.Finished(step, now, cached));
        }
        step = null;
        from = false;
    }
}
