package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code --progress=plain}: lines {@code #7 [builder 2/5] RUN make}, {@code #7 0.312 output}, {@code #7 DONE 0.4s}.
 * What a step prints always stands behind its number and a time, so that it can't be taken for progress of another one. Where a
 * step's last line has no end, an older client writes {@code #7 DONE 0.4s} right behind it, and then an empty line.
 */
final class PlainProgress implements ProgressReader {

    private static final long serialVersionUID = 1L;
    private static final Pattern STEP = Pattern.compile("#(\\d{1,9}) (.*)", Pattern.DOTALL);
    private static final Pattern OUTPUT = Pattern.compile("(\\d{1,9}\\.\\d{1,9}) (.*)", Pattern.DOTALL);
    private static final Pattern DONE = Pattern.compile("DONE \\d{1,9}\\.\\d{1,9}s");
    private static final Pattern UNENDED =
            Pattern.compile("(.*)#(\\d{1,9}) (DONE \\d{1,9}\\.\\d{1,9}s)", Pattern.DOTALL);
    private static final String ERROR = "ERROR: ";
    private static final int MOST_STEPS = 100_000;

    private final LineBuffer lines = new LineBuffer(LIMIT);
    private final Map<String, Instant> started = new HashMap<>();
    /** The last line, where only the next one tells whether the step has ended with it. */
    private @CheckForNull Unended unended;

    /** What a step printed, and what stands behind it and may be its end. */
    private record Unended(String step, Instant at, String printed, String text, String end) implements Serializable {}

    @Override
    public void read(byte[] chunk, int offset, int length, Instant now, Consumer<ProgressEvent> events) {
        lines.add(chunk, offset, length, line -> line(line, now, events));
    }

    @Override
    public void end(Instant now, Consumer<ProgressEvent> events) {
        lines.end(line -> line(line, now, events));
        settle(true, now, events);
    }

    private void line(byte[] bytes, Instant now, Consumer<ProgressEvent> events) {
        settle(bytes.length == 0, now, events);
        // One char for each byte, so that output which is no UTF-8 survives.
        Matcher matcher = STEP.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (matcher.matches() && started.size() < MOST_STEPS) {
            step(matcher.group(1), matcher.group(2), now, events);
        } else {
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            if (!text.isEmpty()) {
                events.accept(new ProgressEvent.Loose(now, text));
            }
        }
    }

    private void step(String step, String rest, Instant now, Consumer<ProgressEvent> events) {
        Instant start = started.get(step);
        if (start == null) {
            started.put(step, now);
            events.accept(new ProgressEvent.Named(step, utf8(rest)));
            events.accept(new ProgressEvent.Started(step, now));
            return;
        }
        Matcher output = OUTPUT.matcher(rest);
        if (output.matches()) {
            Instant at = start.plus(Duration.ofNanos((long) (Double.parseDouble(output.group(1)) * 1e9)));
            Matcher last = UNENDED.matcher(output.group(2));
            if (last.matches() && last.group(2).equals(step)) {
                unended = new Unended(step, at, last.group(1), output.group(2), last.group(3));
            } else {
                printed(step, at, output.group(2), events);
            }
        } else if (rest.equals("CACHED")) {
            events.accept(new ProgressEvent.Finished(step, now, true));
        } else if (DONE.matcher(rest).matches()) {
            done(step, rest, now, events);
        } else if (rest.startsWith(ERROR)) {
            String message = utf8(rest.substring(ERROR.length()));
            events.accept(new ProgressEvent.Failed(step, now, message, message.contains("context canceled")));
        } else if (rest.equals("CANCELED")) {
            events.accept(new ProgressEvent.Failed(step, now, "canceled", true));
        }
        // The rest are digests, repeated names and the progress of transfers: nothing that a log needs.
    }

    private void settle(boolean ended, Instant now, Consumer<ProgressEvent> events) {
        Unended last = unended;
        unended = null;
        if (last != null) {
            printed(last.step, last.at, ended ? last.printed : last.text, events);
            if (ended) {
                done(last.step, last.end, now, events);
            }
        }
    }

    private static void printed(String step, Instant at, String latin, Consumer<ProgressEvent> events) {
        events.accept(new ProgressEvent.Output(step, at, (latin + "\n").getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static void done(String step, String done, Instant now, Consumer<ProgressEvent> events) {
        // Lines of steps that run side by side come late; the duration is right, so the start follows from it.
        events.accept(new ProgressEvent.Started(step, now.minus(took(done))));
        events.accept(new ProgressEvent.Finished(step, now, false));
    }

    private static Duration took(String done) {
        String seconds = done.substring("DONE ".length(), done.length() - 1);
        return Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
