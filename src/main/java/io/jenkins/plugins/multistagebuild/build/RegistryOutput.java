package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes what clients print that push something or pull it. Nobody sees it unless it fails: what counts is the digest, and
 * which layers were fetched.
 */
final class RegistryOutput implements RunOutput {

    private static final long serialVersionUID = 1L;
    private static final int LAST_LINES = 20;
    private static final int LONGEST_LINE = 1_000;
    private static final int MOST_LAYERS = 2_000;
    private static final Pattern PUSHING = Pattern.compile("The push refers to repository \\[.*");
    private static final Pattern PUSHED = Pattern.compile("\\S+: digest: (sha256:[0-9a-f]{64}) size: \\d+");
    private static final Pattern PULLED = Pattern.compile("Digest: (sha256:[0-9a-f]{64})");
    private static final Pattern FETCHED = Pattern.compile("([0-9a-f]{12}): (?:Download|Pull) complete");

    private final StepOutput output = new StepOutput();
    private final Deque<String> last = new ArrayDeque<>();
    private final Set<String> fetched = new HashSet<>();
    private boolean pushing;

    @CheckForNull
    private String digest;

    private long consumed;

    /** Digest of the manifest that was pushed or pulled; null where none was told. */
    @CheckForNull
    String digest() {
        return digest;
    }

    /** Whether all that comes before a push is done. */
    boolean isPushing() {
        return pushing;
    }

    /** The layers that were not there, by their digests as docker shortens them. */
    Set<String> fetched() {
        return fetched;
    }

    /** The last that was said. */
    String words(int exitStatus) {
        return last.isEmpty() ? "the client ended with exit status " + exitStatus : last.getLast();
    }

    @Override
    public long consumed() {
        return consumed;
    }

    @Override
    public void read(byte[] bytes, int offset, int length, Instant now, LogSink logs) {
        byte[] chunk = new byte[length];
        System.arraycopy(bytes, offset, chunk, 0, length);
        output.add(chunk, now, (at, line) -> line(line));
        consumed += length;
    }

    @Override
    public void end(int exitStatus, Instant now, LogSink logs) {
        output.end(now, (at, line) -> line(line));
    }

    private void line(byte[] bytes) {
        String line = new String(bytes, 0, Math.min(LONGEST_LINE, bytes.length), StandardCharsets.UTF_8).strip();
        if (line.isEmpty()) {
            return;
        }
        if (last.size() == LAST_LINES) {
            last.removeFirst();
        }
        last.addLast(line);
        pushing |= PUSHING.matcher(line).matches();
        look(PUSHED.matcher(line));
        look(PULLED.matcher(line));
        Matcher layer = FETCHED.matcher(line);
        if (layer.matches() && fetched.size() < MOST_LAYERS) {
            fetched.add(layer.group(1));
        }
    }

    private void look(Matcher told) {
        if (told.matches()) {
            digest = told.group(1);
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
