package io.jenkins.plugins.multistagebuild.waste;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * How looking into an image ended.
 *
 * @param waste what was found; null where it failed
 * @param problem why it failed; null where it did not
 * @param layersRead how many layers were read; the others' summaries were known
 * @param wallMillis how long it took
 */
public record Analysis(@CheckForNull ImageWaste waste, @CheckForNull String problem, int layersRead, long wallMillis)
        implements Serializable {

    /** An analysis that failed. */
    public static Analysis failed(String problem, long wallMillis) {
        return new Analysis(null, problem, 0, wallMillis);
    }
}
