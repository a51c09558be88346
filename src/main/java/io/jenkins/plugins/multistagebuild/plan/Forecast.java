package io.jenkins.plugins.multistagebuild.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * What is expected of a plan.
 *
 * @param makespanMillis how long the build takes
 * @param lowerBoundMillis what no plan for these hosts could go below: the critical path on the fastest processor, or all
 *     work shared out among all processors, whichever takes longer (the two bounds of Graham 1969)
 * @param singleHostMillis how long the best host takes alone; null where none can build all
 * @param transferBytes how much travels between hosts
 */
public record Forecast(
        long makespanMillis, long lowerBoundMillis, @CheckForNull Long singleHostMillis, long transferBytes)
        implements Serializable {}
