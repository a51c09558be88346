package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An instruction while its stage is built. */
final class InstructionRun implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String text;
    private final String rest;
    private final boolean step;
    private InstructionState state = InstructionState.WAITING;

    @CheckForNull
    private Instant startedAt;

    @CheckForNull
    private Instant endedAt;

    /**
     * One that has not begun.
     *
     * @param rest what tells apart what the text leaves out
     */
    InstructionRun(int line, String text, String rest, boolean step) {
        this.line = line;
        this.text = text;
        this.rest = rest;
        this.step = step;
    }

    int line() {
        return line;
    }

    String text() {
        return text;
    }

    /** What tells it from others of the same text. */
    String rest() {
        return rest;
    }

    /** Whether the engine has a step of its own for it. */
    boolean isStep() {
        return step;
    }

    InstructionState state() {
        return state;
    }

    void state(InstructionState other) {
        state = other;
    }

    boolean ended() {
        return state != InstructionState.WAITING && state != InstructionState.RUNNING;
    }

    @CheckForNull
    Instant startedAt() {
        return startedAt;
    }

    @CheckForNull
    Instant endedAt() {
        return endedAt;
    }

    void start(Instant at) {
        state = InstructionState.RUNNING;
        if (startedAt == null || at.isBefore(startedAt)) {
            startedAt = at;
        }
    }

    void end(Instant at, InstructionState other) {
        state = other;
        endedAt = at;
        if (startedAt == null) {
            startedAt = at;
        }
    }

    /** Forgets what it did, unless it has passed. */
    void again() {
        if (state == InstructionState.FAILED
                || state == InstructionState.ABORTED
                || state == InstructionState.RUNNING) {
            reset();
        }
    }

    /** Forgets what it did. */
    void reset() {
        state = InstructionState.WAITING;
        startedAt = null;
        endedAt = null;
    }

    InstructionOutcome outcome(List<Integer> sharedWith, Instant now) {
        Instant end = endedAt != null ? endedAt : state == InstructionState.RUNNING ? now : startedAt;
        long wall = startedAt == null
                ? 0
                : Math.max(0, Duration.between(startedAt, end).toMillis());
        return new InstructionOutcome(line, text, state, startedAt, wall, sharedWith);
    }
}
