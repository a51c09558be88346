package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Relocation;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The units of a run and what they hand over: which can begin, and in which order. */
final class Schedule implements Serializable {

    private static final long serialVersionUID = 2L;

    private final StageGraph graph;
    private final List<UnitRun> units = new ArrayList<>();
    private final HandOvers handOvers;

    Schedule(StageGraph graph, RunId runId) {
        this.graph = graph;
        this.handOvers = new HandOvers(runId);
    }

    void add(List<Unit> more) {
        for (Unit unit : more) {
            units.add(new UnitRun(unit));
            handOvers.add(unit);
        }
    }

    /** The unit that makes the final image. */
    UnitRun target() {
        return units.get(0);
    }

    List<UnitRun> units() {
        return units;
    }

    HandOvers handOvers() {
        return handOvers;
    }

    /**
     * Of the units that can begin now the one with the longest way to the end; null where none can.
     *
     * @param hasRoom whether a host has room for one more engine run
     */
    @CheckForNull
    UnitRun next(Instant now, Predicate<String> hasRoom) {
        UnitRun best = null;
        for (UnitRun run : units) {
            if (canBegin(run, now) && hasRoom.test(run.unit().host()) && (best == null || way(run) > way(best))) {
                best = run;
            }
        }
        return best;
    }

    private boolean canBegin(UnitRun run, Instant now) {
        Instant notBefore = run.notBefore();
        return run.state() == UnitRun.State.WAITING
                && (notBefore == null || !notBefore.isAfter(now))
                && needs(run)
                        .filter(needed -> needed.unit().host().equals(run.unit().host()))
                        .allMatch(needed -> needed.state() == UnitRun.State.BUILT)
                && handOvers.haveArrived(run.unit());
    }

    /**
     * The next hand-over that can begin, since what it brings is built and somebody waits for it; null where none can.
     *
     * @param isThere whether a host is there
     */
    @CheckForNull
    HandOverRun nextHandOver(Instant now, Predicate<String> isThere) {
        for (UnitRun waiting : units) {
            if (waiting.state() == UnitRun.State.WAITING
                    && isThere.test(waiting.unit().host())) {
                for (var each : waiting.unit().handOvers()) {
                    HandOverRun run = handOvers.of(each, waiting.unit().host());
                    UnitRun producer = producer(each.stage());
                    if (run.canBegin(now)
                            && producer.state() == UnitRun.State.BUILT
                            && !handOvers.isBeingPushed(
                                    run.what(), producer.unit().host(), now)) {
                        return run;
                    }
                }
            }
        }
        return null;
    }

    /** The unit that answers for a stage. */
    UnitRun producer(int stage) {
        return units.stream()
                .filter(run -> run.unit().stages().contains(stage))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no unit answers for stage " + stage));
    }

    /** Units that wait on a host, or for one in its place. */
    List<UnitRun> waiting(String host) {
        return units.stream()
                .filter(run -> run.state() == UnitRun.State.WAITING
                        && run.unit().host().equals(host))
                .toList();
    }

    /** Whether all that a unit needs is built. */
    boolean isFree(UnitRun run) {
        return needs(run).allMatch(needed -> needed.state() == UnitRun.State.BUILT);
    }

    /** Whether somebody waits for a result that is on a host. */
    boolean isAwaited(String host) {
        return units.stream()
                .filter(run -> run.state() == UnitRun.State.WAITING)
                .flatMap(run -> run.unit().handOvers().stream()
                        .map(each -> handOvers.of(each, run.unit().host())))
                .anyMatch(each -> each.state() != HandOverRun.State.ARRIVED
                        && producer(each.what().stage()).unit().host().equals(host));
    }

    /** Moves the units of lost hosts to those that take them; null where these can't build one of them. */
    @CheckForNull
    Relocation.Moved relocate(PlanRequest left, Set<String> takers) {
        BitSet ended = new BitSet();
        for (int unit = 0; unit < units.size(); unit++) {
            UnitRun.State state = units.get(unit).state();
            ended.set(unit, state != UnitRun.State.WAITING && state != UnitRun.State.RUNNING);
        }
        Relocation.Moved moved =
                Relocation.of(left, takers, units.stream().map(UnitRun::unit).toList(), ended, handOvers.arrived());
        if (moved == null) {
            return null;
        }
        for (int unit = 0; unit < moved.units().size(); unit++) {
            Unit now = moved.units().get(unit);
            if (unit == units.size()) {
                units.add(new UnitRun(now));
            } else {
                units.get(unit).become(now, moved.moved().contains(unit));
            }
            if (!ended.get(unit) || moved.moved().contains(unit)) {
                handOvers.add(now);
            }
        }
        return moved;
    }

    private Stream<UnitRun> needs(UnitRun run) {
        return run.unit().needs().stream().map(units::get);
    }

    /** Instructions on the longest way from the start of a unit to the end of the run. */
    long way(UnitRun run) {
        long[] ways = new long[units.size()];
        List<UnitRun> order = new ArrayList<>(units);
        order.sort((a, b) -> Integer.compare(b.unit().target(), a.unit().target()));
        for (UnitRun each : order) {
            int index = units.indexOf(each);
            ways[index] += each.unit().stages().stream()
                    .mapToLong(stage -> 1L + graph.stage(stage).instructions().size())
                    .sum();
            for (int needed : each.unit().needs()) {
                ways[needed] = Math.max(ways[needed], ways[index]);
            }
        }
        return ways[units.indexOf(run)];
    }

    /** Gives up units that need something which will not be there. */
    void drop() {
        boolean dropped = true;
        while (dropped) {
            dropped = false;
            for (UnitRun run : units) {
                if (run.state() == UnitRun.State.WAITING && isLost(run)) {
                    run.state(UnitRun.State.DROPPED);
                    dropped = true;
                }
            }
        }
    }

    private boolean isLost(UnitRun run) {
        return needs(run)
                        .anyMatch(needed ->
                                needed.state() == UnitRun.State.FAILED || needed.state() == UnitRun.State.DROPPED)
                || handOvers.isLost(run.unit());
    }

    /** Whether something is left to do. */
    boolean isWaiting() {
        return units.stream().anyMatch(run -> run.state() == UnitRun.State.WAITING);
    }

    /** Ids of the images of the stages that are units of their own on a host. */
    Map<Integer, String> images(String host) {
        Map<Integer, String> images = new HashMap<>();
        for (UnitRun run : units) {
            if (run.imageId() != null && run.unit().host().equals(host)) {
                images.put(run.unit().target(), run.imageId());
            }
        }
        return images;
    }

    /** Indices of the stages that a host builds, be it once more. */
    List<Integer> stages(String host) {
        return stages(run -> run.unit().host().equals(host)).distinct().toList();
    }

    /** Indices of the stages that a host has built in units that are complete. */
    Set<Integer> built(String host) {
        return stages(run ->
                        run.state() == UnitRun.State.BUILT && run.unit().host().equals(host))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Stream<Integer> stages(Predicate<UnitRun> which) {
        return units.stream()
                .filter(which)
                .flatMap(run -> Stream.concat(run.unit().stages().stream(), run.unit().rebuilt().stream()));
    }

    /** Name of the host that answers for a stage; null where none does. */
    @CheckForNull
    String host(int stage) {
        return units.stream()
                .filter(run -> run.unit().stages().contains(stage))
                .map(run -> run.unit().host())
                .findFirst()
                .orElse(null);
    }
}
