package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.BuiltImage;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.io.Serializable;
import java.time.Instant;

/** A unit while the run goes on. */
final class UnitRun implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How it stands with a unit. */
    enum State {
        WAITING,
        RUNNING,
        BUILT,
        FAILED,
        /** It is not built, since the run ended or a unit that it needs failed. */
        DROPPED
    }

    private Unit unit;
    private State state = State.WAITING;

    @CheckForNull
    private String imageId;

    private int failures;

    @CheckForNull
    private Instant notBefore;

    UnitRun(Unit unit) {
        this.unit = unit;
    }

    Unit unit() {
        return unit;
    }

    /** It is built otherwise from now on; tells whether it has to be built anew. */
    void become(Unit other, boolean anew) {
        unit = other;
        if (anew) {
            state = State.WAITING;
            imageId = null;
            notBefore = null;
        }
    }

    State state() {
        return state;
    }

    void state(State other) {
        state = other;
    }

    /** The id of its image; null until it is built. */
    @CheckForNull
    String imageId() {
        return imageId;
    }

    void built(@CheckForNull String image) {
        state = State.BUILT;
        imageId = BuiltImage.id(image);
    }

    /** How often it has failed. */
    int failures() {
        return failures;
    }

    /** It failed, and is to be run again. */
    void again(Instant at) {
        failures++;
        notBefore = at;
        state = State.WAITING;
    }

    /** When it may be run again; null where it may at once. */
    @CheckForNull
    Instant notBefore() {
        return notBefore;
    }
}
