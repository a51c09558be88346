package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

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
        startedAt = now;
    }

    void arrived(BuildEvent.Sent sent, Instant now) {
        state = State.ARRIVED;
        bytes = sent.bytes();
        size = sent.size();
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
    }

    /** What it was, once it has arrived. */
    Transfer transfer() {
        return new Transfer(
                Objects.requireNonNull(from, "it began before it arrived"),
                to,
                what.stage(),
                what.image(),
                what.paths(),
                bytes,
                size,
                millis);
    }
}
