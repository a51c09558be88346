package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes what {@code docker push} prints: a line for each state of a layer, in the end the digest. */
final class PushOutput implements RunOutput {

    private static final long serialVersionUID = 1L;
    private static final int LAST_LINES = 20;
    private static final int LONGEST_LINE = 1_000;
    private static final Pattern DIGEST = Pattern.compile("\\S+: digest: (sha256:[0-9a-f]{64}) size: \\d+");
    /** States in which nothing has been done yet. */
    private static final Pattern BEFORE = Pattern.compile("\\S+: (?:Preparing|Waiting|Pushing)\\b.*");

    private final Instant startedAt;
    private final StepOutput output = new StepOutput();
    private final Deque<String> last = new ArrayDeque<>();

    @CheckForNull
    private String digest;

    private long consumed;

    PushOutput(Instant startedAt) {
        this.startedAt = startedAt;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** Digest of the manifest that was pushed; null where it was not told. */
    @CheckForNull
    String digest() {
        return digest;
    }

    @Override
    public long consumed() {
        return consumed;
    }

    @Override
    public void read(byte[] bytes, int offset, int length, Instant now, LogSink logs) {
        byte[] chunk = new byte[length];
        System.arraycopy(bytes, offset, chunk, 0, length);
        output.add(chunk, now, (at, line) -> line(line, logs));
        consumed += length;
    }

    @Override
    public void end(int exitStatus, Instant now, LogSink logs) {
        output.end(now, (at, line) -> line(line, logs));
    }

    private void line(byte[] bytes, LogSink logs) {
        String line = new String(bytes, 0, Math.min(LONGEST_LINE, bytes.length), StandardCharsets.UTF_8).strip();
        Matcher found = DIGEST.matcher(line);
        if (found.matches()) {
            digest = found.group(1);
        }
        if (!line.isEmpty() && !BEFORE.matcher(line).matches()) {
            if (last.size() == LAST_LINES) {
                last.removeFirst();
            }
            last.addLast(line);
            logs.say("push: " + line);
        }
    }

    @Override
    @CheckForNull
    public StepFailure failure() {
        return null;
    }

    @Override
    public List<String> looseLines() {
        return List.copyOf(last);
    }
}
