package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/** A command on a host that takes its time: a build of a unit or a push. */
final class EngineRun implements Serializable {

    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final UnitRun unit;

    private final RunOutput output;
    private boolean running = true;
    private boolean stopped;

    @CheckForNull
    private Failure reason;

    EngineRun(@CheckForNull UnitRun unit, RunOutput output) {
        this.unit = unit;
        this.output = output;
    }

    /** The unit that it builds; null where it is no build. */
    @CheckForNull
    UnitRun unit() {
        return unit;
    }

    RunOutput output() {
        return output;
    }

    boolean isRunning() {
        return running;
    }

    void ended() {
        running = false;
    }

    /** Whether it has been told to end. */
    boolean isStopped() {
        return stopped;
    }

    void stopped(@CheckForNull Failure why) {
        stopped = true;
        reason = why;
    }

    /** What it did wrong, for which it was stopped; null where it was not, or not for anything of its own. */
    @CheckForNull
    Failure reason() {
        return reason;
    }
}
