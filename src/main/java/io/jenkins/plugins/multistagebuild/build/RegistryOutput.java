package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes what clients print that push something or pull it. Nobody sees it unless it fails: what counts is the digest, and
 * which layers were fetched.
 */
final class RegistryOutput extends LineOutput {

    private static final long serialVersionUID = 1L;
    private static final int MOST_LAYERS = 2_000;
    private static final Pattern PUSHING = Pattern.compile("The push refers to repository \\[.*");
    private static final Pattern PUSHED = Pattern.compile("\\S+: digest: (sha256:[0-9a-f]{64}) size: \\d+");
    private static final Pattern PULLED = Pattern.compile("Digest: (sha256:[0-9a-f]{64})");
    private static final Pattern FETCHED = Pattern.compile("([0-9a-f]{12}): (?:Download|Pull) complete");

    private final Set<String> fetched = new HashSet<>();
    private boolean pushing;

    @CheckForNull
    private String digest;

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
        List<String> last = looseLines();
        return last.isEmpty() ? "the client ended with exit status " + exitStatus : last.get(last.size() - 1);
    }

    @Override
    boolean line(String line, LogSink logs) {
        pushing |= PUSHING.matcher(line).matches();
        look(PUSHED.matcher(line));
        look(PULLED.matcher(line));
        Matcher layer = FETCHED.matcher(line);
        if (layer.matches() && fetched.size() < MOST_LAYERS) {
            fetched.add(layer.group(1));
        }
        return true;
    }

    private void look(Matcher told) {
        if (told.matches()) {
            digest = told.group(1);
        }
    }
}
