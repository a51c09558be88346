package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What a host has pushed to a registry, or is going to, so that other hosts can pull it. */
final class Publication implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How docker shortens a digest: twelve digits of it. */
    private static final int SHORT = "sha256:".length() + 12;

    /** How it stands with it. */
    private enum State {
        RUNNING,
        DONE,
        FAILED
    }

    private final int number;
    private final HandOver what;
    private final String host;
    private State state = State.RUNNING;

    @CheckForNull
    private String digest;

    @CheckForNull
    private Instant notBefore;

    /** Bytes of its layers in the registry, by digest; null where nobody has told. */
    @CheckForNull
    private HashMap<String, Long> layers;

    Publication(int number, HandOver what, String host) {
        this.number = number;
        this.what = what;
        this.host = host;
    }

    /** Its number, by which it is named in the registry. */
    int number() {
        return number;
    }

    /** Whether it brings what is asked for, as it is on a host. */
    boolean brings(HandOver other, String from) {
        return host.equals(from)
                && what.stage() == other.stage()
                && what.image() == other.image()
                && what.paths().equals(other.paths());
    }

    void done(String manifest) {
        state = State.DONE;
        digest = manifest;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** It did not go well, or is of no account any more; another one may begin, not before a time. */
    void failed(@CheckForNull Instant again) {
        state = State.FAILED;
        notBefore = again;
    }

    /** Whether it is to be waited for, or is not to be tried again yet. */
    boolean isAwaited(Instant now) {
        return state == State.RUNNING || state == State.FAILED && notBefore != null && notBefore.isAfter(now);
    }

    /** Digest of its manifest, once it is done. */
    String digest() {
        return Objects.requireNonNull(digest, "it is pushed before it is pulled");
    }

    void weighed(@CheckForNull Map<String, Long> bytes) {
        layers = bytes == null ? null : new HashMap<>(bytes);
    }

    /** Bytes of all its layers in the registry; null where that is not known. */
    @CheckForNull
    Long size() {
        return layers == null
                ? null
                : layers.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Bytes of some of its layers in the registry; null where that is not known.
     *
     * @param fetched their digests, as docker shortens them
     */
    @CheckForNull
    Long size(Collection<String> fetched) {
        if (layers == null) {
            return null;
        }
        return layers.entrySet().stream()
                .filter(each -> fetched.contains(each.getKey().substring("sha256:".length(), SHORT)))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
