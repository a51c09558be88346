package io.jenkins.plugins.multistagebuild.plan;

import java.io.Serializable;
import java.util.List;

/**
 * What one engine run builds.
 *
 * @param host name of the host that builds it
 * @param targets indices of the stages that the engine run is asked for, never none: all others in it are needed by one of
 *     these. With several, a closing stage has to ask for all of them.
 * @param stages indices of the stages that it answers for, ascending; a stage that another unit answers for too is listed
 *     there only
 * @param rebuilt indices of the stages that it builds once more, since that costs less than to fetch them from the unit
 *     that answers for them; ascending
 * @param needs indices of the units that must have ended before it can begin: those that its hand-overs come from, and
 *     those of the same host that build something it needs
 * @param handOvers what must have arrived before it can begin
 * @param startMillis when it begins, by estimate, after the start of the build
 * @param endMillis when it has ended, by estimate
 */
public record Unit(
        String host,
        List<Integer> targets,
        List<Integer> stages,
        List<Integer> rebuilt,
        List<Integer> needs,
        List<HandOver> handOvers,
        long startMillis,
        long endMillis)
        implements Serializable {

    public Unit {
        targets = List.copyOf(targets);
        stages = List.copyOf(stages);
        rebuilt = List.copyOf(rebuilt);
        needs = List.copyOf(needs);
        handOvers = List.copyOf(handOvers);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a unit of " + host + " without a target");
        }
    }

    /** A unit of a plan for a single host, without times. */
    public Unit(String host, int target, List<Integer> stages, List<Integer> needs) {
        this(host, List.of(target), stages, List.of(), needs, List.of(), 0, 0);
    }

    /** Index of the stage that the engine run is asked for, where it is a single one; else the first. */
    public int target() {
        return targets.get(0);
    }

    Unit withTimes(long start, long end) {
        return new Unit(host, targets, stages, rebuilt, needs, handOvers, start, end);
    }
}
