package io.jenkins.plugins.multistagebuild.build;

import java.util.Locale;

/** State of a stage in a run. The first two pass; the others are final. */
public enum StageState {
    WAITING,
    RUNNING,
    BUILT,
    CACHED,
    SKIPPED,
    FAILED,
    ABORTED;

    /** The name in JSON. */
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
