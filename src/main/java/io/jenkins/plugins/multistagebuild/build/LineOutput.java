package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Takes what a client prints for people, by lines, and keeps the last of them for when it fails. */
abstract class LineOutput implements RunOutput {

    private static final long serialVersionUID = 1L;
    private static final int LAST_LINES = 20;
    private static final int LONGEST_LINE = 1_000;

    private final StepOutput output = new StepOutput();
    private final Deque<String> last = new ArrayDeque<>();
    private long consumed;

    /**
     * Takes a line.
     *
     * @param line without blanks around it, not empty
     * @return whether it tells something that is worth keeping
     */
    abstract boolean line(String line, LogSink logs);

    @Override
    public final long consumed() {
        return consumed;
    }

    @Override
    public final void read(byte[] bytes, int offset, int length, Instant now, LogSink logs) {
        byte[] chunk = new byte[length];
        System.arraycopy(bytes, offset, chunk, 0, length);
        output.add(chunk, now, (at, line) -> line(line, logs));
        consumed += length;
    }

    @Override
    public final void end(int exitStatus, Instant now, LogSink logs) {
        output.end(now, (at, line) -> line(line, logs));
    }

    private void line(byte[] bytes, LogSink logs) {
        String line = new String(bytes, 0, Math.min(LONGEST_LINE, bytes.length), StandardCharsets.UTF_8).strip();
        if (line.isEmpty() || !line(line, logs)) {
            return;
        }
        if (last.size() == LAST_LINES) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    @Override
    @CheckForNull
    public final StepFailure failure() {
        return null;
    }

    @Override
    public final List<String> looseLines() {
        return List.copyOf(last);
    }
}
