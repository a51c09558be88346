package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** A hand-over while the run goes on. */
final class HandOverRun implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How it stands with a hand-over. */
    enum State {
        WAITING,
        RUNNING,
        ARRIVED,
        FAILED
    }

    private final int number;
    private final HandOver what;
    private final String to;
    private State state = State.WAITING;

    @CheckForNull
    private String from;

    private int failures;

    @CheckForNull
    private Instant startedAt;

    @CheckForNull
    private Instant notBefore;

    /** Whether what it brings has been pushed for it, so that it goes on with the pull. */
    private boolean pushed;

    /** What it was pulled from; null where it came from host to host. */
    @CheckForNull
    private Publication publication;

    /** The registry that it came through; null where it came without one. */
    @CheckForNull
    private String through;

    /** What names it where that is not the usual name. */
    @CheckForNull
    private String reference;

    /** The layers that had to be pulled. */
    private Set<String> fetched = Set.of();

    private long bytes;
    private long size;
    private long millis;

    HandOverRun(int number, HandOver what, String to) {
        this.number = number;
        this.what = what;
        this.to = to;
    }

    /** Its number, by which its image is named. */
    int number() {
        return number;
    }

    HandOver what() {
        return what;
    }

    /** Name of the host that it goes to. */
    String to() {
        return to;
    }

    /** Name of the host that it comes from; null until it has begun. */
    @CheckForNull
    String from() {
        return from;
    }

    /** Whether it brings what another hand-over to a host is to bring. */
    boolean brings(HandOver other, String host) {
        return to.equals(host)
                && what.stage() == other.stage()
                && what.image() == other.image()
                && what.paths().equals(other.paths());
    }

    /** How much of the stage it brings, to compare with others of the same stage. */
    int extent() {
        return what.image() || what.paths().isEmpty()
                ? Integer.MAX_VALUE
                : what.paths().size();
    }

    State state() {
        return state;
    }

    boolean canBegin(Instant now) {
        return state == State.WAITING && (notBefore == null || !notBefore.isAfter(now));
    }

    void begin(String host, Instant now) {
        state = State.RUNNING;
        from = host;
        startedAt = pushed ? startedAt : now;
        pushed = false;
    }

    /** What it brings is in a registry now, from where it can be pulled. */
    void pushed() {
        state = State.WAITING;
        pushed = true;
    }

    void arrived(BuildEvent.Sent sent, Instant now) {
        bytes = sent.bytes();
        size = sent.size();
        arrived(now);
    }

    /**
     * It has come through a registry.
     *
     * @param layers those that had to be pulled
     * @param name what names it there; null for the usual name
     */
    void arrived(Publication by, String registry, Set<String> layers, @CheckForNull String name, Instant now) {
        publication = by;
        through = registry;
        reference = name;
        fetched = Set.copyOf(layers);
        arrived(now);
    }

    /** What names it where it has arrived; null for the usual name. */
    @CheckForNull
    String reference() {
        return reference;
    }

    private void arrived(Instant now) {
        state = State.ARRIVED;
        millis = Math.max(
                0,
                Duration.between(Objects.requireNonNull(startedAt, "it began before it arrived"), now)
                        .toMillis());
    }

    void failed() {
        state = State.FAILED;
    }

    int failures() {
        return failures;
    }

    /** When it is to be tried again; null where it may begin at once. */
    @CheckForNull
    Instant notBefore() {
        return notBefore;
    }

    /** It failed, and is to be tried again, not before a time. */
    void again(Instant at) {
        failures++;
        notBefore = at;
        state = State.WAITING;
    }

    /** It begins anew, from wherever the stage is built then. */
    void reset() {
        state = State.WAITING;
        notBefore = null;
        pushed = false;
    }

    /** What it was, once it has arrived. */
    Transfer transfer() {
        return new Transfer(
                Objects.requireNonNull(from, "it began before it arrived"),
                to,
                what.stage(),
                what.image(),
                what.paths(),
                publication == null ? Long.valueOf(bytes) : publication.size(fetched),
                publication == null ? Long.valueOf(size) : publication.size(),
                millis,
                through);
    }
}
