package io.jenkins.plugins.multistagebuild.build;

import java.util.Locale;

/** How a run ended. */
public enum Result {
    SUCCESS,
    FAILURE,
    ABORTED;

    /** The name in JSON. */
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
