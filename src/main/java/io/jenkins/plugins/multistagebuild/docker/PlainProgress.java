package io.jenkins.plugins.multistagebuild.docker;

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
 * What a step prints always stands behind its number and a time, so that it can't be taken for progress.
 */
final class PlainProgress implements ProgressReader {

    private static final long serialVersionUID = 1L;
    private static final Pattern STEP = Pattern.compile("#(\\d{1,9}) (.*)", Pattern.DOTALL);
    private static final Pattern OUTPUT = Pattern.compile("(\\d{1,9}\\.\\d{1,9}) (.*)", Pattern.DOTALL);
    private static final Pattern DONE = Pattern.compile("DONE \\d{1,9}\\.\\d{1,9}s");
    private static final String ERROR = "ERROR: ";
    private static final int MOST_STEPS = 100_000;

    private final LineBuffer lines = new LineBuffer(LIMIT);
    private final Map<String, Instant> started = new HashMap<>();

    @Override
    public void read(byte[] chunk, int offset, int length, Instant now, Consumer<ProgressEvent> events) {
        lines.add(chunk, offset, length, line -> line(line, now, events));
    }

    @Override
    public void end(Instant now, Consumer<ProgressEvent> events) {
        lines.end(line -> line(line, now, events));
    }

    private void line(byte[] bytes, Instant now, Consumer<ProgressEvent> events) {
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
            byte[] text = (output.group(2) + "\n").getBytes(StandardCharsets.ISO_8859_1);
            events.accept(new ProgressEvent.Output(step, at, text));
        } else if (rest.equals("CACHED")) {
            events.accept(new ProgressEvent.Finished(step, now, true));
        } else if (DONE.matcher(rest).matches()) {
            // Lines of steps that run side by side come late; the duration is right, so the start follows from it.
            events.accept(new ProgressEvent.Started(step, now.minus(took(rest))));
            events.accept(new ProgressEvent.Finished(step, now, false));
        } else if (rest.startsWith(ERROR)) {
            String message = utf8(rest.substring(ERROR.length()));
            events.accept(new ProgressEvent.Failed(step, now, message, message.contains("context canceled")));
        } else if (rest.equals("CANCELED")) {
            events.accept(new ProgressEvent.Failed(step, now, "canceled", true));
        }
        // The rest are digests, repeated names and the progress of transfers: nothing that a log needs.
    }

    private static Duration took(String done) {
        String seconds = done.substring("DONE ".length(), done.length() - 1);
        return Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
