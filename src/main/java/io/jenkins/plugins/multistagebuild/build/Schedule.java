package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The units of a run: which can begin, and in which order. */
final class Schedule implements Serializable {

    private static final long serialVersionUID = 1L;

    private final StageGraph graph;
    private final List<UnitRun> units = new ArrayList<>();

    Schedule(StageGraph graph) {
        this.graph = graph;
    }

    void add(List<Unit> more) {
        more.forEach(unit -> units.add(new UnitRun(unit)));
    }

    /** The unit that makes the final image. */
    UnitRun target() {
        return units.get(0);
    }

    /** Of the units that can begin now the one with the longest way to the end; null where none can. */
    @CheckForNull
    UnitRun next(Instant now) {
        UnitRun best = null;
        for (UnitRun run : units) {
            if (canBegin(run, now) && (best == null || way(run) > way(best))) {
                best = run;
            }
        }
        return best;
    }

    private boolean canBegin(UnitRun run, Instant now) {
        Instant notBefore = run.notBefore();
        return run.state() == UnitRun.State.WAITING
                && (notBefore == null || !notBefore.isAfter(now))
                && needs(run).allMatch(needed -> needed.state() == UnitRun.State.BUILT);
    }

    private Stream<UnitRun> needs(UnitRun run) {
        return run.unit().needs().stream().map(units::get);
    }

    /** Instructions on the longest way from the start of a unit to the end of the run. */
    private long way(UnitRun run) {
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

    /** Gives up units that need one which will not be built. */
    void drop() {
        boolean dropped = true;
        while (dropped) {
            dropped = false;
            for (UnitRun run : units) {
                if (run.state() == UnitRun.State.WAITING && needs(run).anyMatch(Schedule::isLost)) {
                    run.state(UnitRun.State.DROPPED);
                    dropped = true;
                }
            }
        }
    }

    private static boolean isLost(UnitRun run) {
        return run.state() == UnitRun.State.FAILED || run.state() == UnitRun.State.DROPPED;
    }

    /** Whether something is left to do. */
    boolean isWaiting() {
        return units.stream().anyMatch(run -> run.state() == UnitRun.State.WAITING);
    }

    /** Ids of the images of the stages that are units of their own. */
    Map<Integer, String> images() {
        Map<Integer, String> images = new HashMap<>();
        for (UnitRun run : units) {
            if (run.imageId() != null) {
                images.put(run.unit().target(), run.imageId());
            }
        }
        return images;
    }
}
