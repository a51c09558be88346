package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a run goes on.
 *
 * @param jobs how many engine runs may go on at once where stages are units
 * @param keepGoing whether stages that do not need a failed one are built nevertheless
 * @param retries how often a unit is run again that failed for a reason that may pass
 * @param retryCommands whether a failing command is such a reason too
 * @param timeout how long the whole may take; null for any time
 * @param stageTimeout how long a stage may take; null for any time
 * @param analyze whether the final image is looked into for what it wastes
 */
public record RunRules(
        int jobs,
        boolean keepGoing,
        int retries,
        boolean retryCommands,
        @CheckForNull Duration timeout,
        @CheckForNull Duration stageTimeout,
        boolean analyze)
        implements Serializable {

    /** As it is where nothing is asked for. */
    public static final RunRules DEFAULT = new RunRules(4, false, 0, false, null, null, false);

    public RunRules {
        if (jobs < 1 || retries < 0) {
            throw new IllegalArgumentException("jobs " + jobs + ", retries " + retries);
        }
    }

    /** Rules of a run that does not look into the image. */
    public RunRules(
            int jobs,
            boolean keepGoing,
            int retries,
            boolean retryCommands,
            @CheckForNull Duration timeout,
            @CheckForNull Duration stageTimeout) {
        this(jobs, keepGoing, retries, retryCommands, timeout, stageTimeout, false);
    }

    /** The same for a run that looks into the image or does not. */
    public RunRules withAnalysis(boolean wanted) {
        return new RunRules(jobs, keepGoing, retries, retryCommands, timeout, stageTimeout, wanted);
    }
}
