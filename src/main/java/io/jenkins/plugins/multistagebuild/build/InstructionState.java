package io.jenkins.plugins.multistagebuild.build;

import java.util.Locale;

/** State of an instruction in a run. */
public enum InstructionState {
    WAITING,
    RUNNING,
    BUILT,
    CACHED,
    FAILED,
    /** Another stage has the same step, and the engine ran it there, once for both. */
    SHARED,
    ABORTED;

    /** The name in JSON. */
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
