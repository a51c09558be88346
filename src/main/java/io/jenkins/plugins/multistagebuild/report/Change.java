package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * A figure in an earlier report and in this one, in bytes, milliseconds or percent.
 *
 * @param before what it was; null where the earlier report has none
 * @param after what it is; null where this report has none
 */
public record Change(@CheckForNull Long before, @CheckForNull Long after) {

    /** How much more it is, taking for 0 what is not there. */
    long difference() {
        return (after == null ? 0 : after) - (before == null ? 0 : before);
    }

    /** Whether both are known. */
    boolean isKnown() {
        return before != null && after != null;
    }
}
