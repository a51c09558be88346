package io.jenkins.plugins.multistagebuild.plan;

import java.io.Serializable;
import java.util.List;

/**
 * What one engine run builds.
 *
 * @param host name of the host that builds it
 * @param target index of the stage that the engine run is asked for
 * @param stages indices of the stages that it answers for, ascending; a stage that another unit answers for too is listed
 *     there only
 * @param needs indices of the units whose images must be there before it can begin
 */
public record Unit(String host, int target, List<Integer> stages, List<Integer> needs) implements Serializable {

    public Unit {
        stages = List.copyOf(stages);
        needs = List.copyOf(needs);
    }
}
