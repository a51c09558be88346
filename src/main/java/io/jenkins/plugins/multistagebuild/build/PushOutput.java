package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes what {@code docker push} prints: a line for each state of a layer, in the end the digest. */
final class PushOutput extends LineOutput {

    private static final long serialVersionUID = 1L;
    private static final Pattern DIGEST = Pattern.compile("\\S+: digest: (sha256:[0-9a-f]{64}) size: \\d+");
    /** States in which nothing has been done yet. */
    private static final Pattern BEFORE = Pattern.compile("\\S+: (?:Preparing|Waiting|Pushing)\\b.*");

    private final Instant startedAt;

    @CheckForNull
    private String digest;

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
    boolean line(String line, LogSink logs) {
        Matcher found = DIGEST.matcher(line);
        if (found.matches()) {
            digest = found.group(1);
        }
        boolean done = !BEFORE.matcher(line).matches();
        if (done) {
            logs.say("push: " + line);
        }
        return done;
    }
}
