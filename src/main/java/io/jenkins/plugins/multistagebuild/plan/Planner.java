package io.jenkins.plugins.multistagebuild.plan;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a plan for one host. BuildKit builds the whole target in one engine run, since it runs stages side by side and
 * leaves out what is not needed by itself; each stage that is built besides gets an engine run of its own, and BuildKit
 * merges what the runs have in common. The classic builder does neither, so there each needed stage is a unit.
 */
public final class Planner {

    private Planner() {}

    /** A plan for one host. */
    public static Plan plan(StageGraph graph, Host host) {
        if (host.flavour() == Flavour.CLASSIC) {
            return new Plan(stageByStage(graph, host));
        }
        List<Integer> targets = new ArrayList<>(List.of(graph.target()));
        targets.addAll(graph.alsoBuild());
        return new Plan(units(graph, host, targets, Set.of()));
    }

    /**
     * The units that are left on a host with BuildKit after some stages failed: what does not need these is built
     * nevertheless.
     *
     * @param failed indices of the stages that failed
     * @param built indices of the stages that are done
     */
    public static List<Unit> rest(StageGraph graph, Host host, Collection<Integer> failed, Collection<Integer> built) {
        TreeSet<Integer> left = new TreeSet<>();
        for (int stage : graph.neededStages()) {
            if (!built.contains(stage) && closure(graph, stage).stream().noneMatch(failed::contains)) {
                left.add(stage);
            }
        }
        List<Integer> targets = left.stream()
                .filter(stage -> left.stream()
                        .noneMatch(other -> other != stage.intValue()
                                && closure(graph, other).contains(stage)))
                .toList();
        return units(graph, host, targets, built);
    }

    private static List<Unit> units(StageGraph graph, Host host, List<Integer> targets, Collection<Integer> elsewhere) {
        List<Unit> units = new ArrayList<>();
        TreeSet<Integer> placed = new TreeSet<>(elsewhere);
        for (int target : targets) {
            TreeSet<Integer> stages = closure(graph, target);
            stages.removeAll(placed);
            if (stages.contains(target)) {
                placed.addAll(stages);
                units.add(new Unit(host.name(), target, List.copyOf(stages), List.of()));
            }
        }
        return units;
    }

    /** A unit for each needed stage that makes an image; the target's is the first. */
    private static List<Unit> stageByStage(StageGraph graph, Host host) {
        List<Integer> order = new ArrayList<>(List.of(graph.target()));
        graph.neededStages().stream()
                .filter(stage -> stage != graph.target() && !ClassicDockerfile.isEmpty(graph, stage))
                .forEach(order::add);
        List<Unit> units = new ArrayList<>();
        for (int stage : order) {
            List<Integer> needs = graph.stage(stage).dependencies().stream()
                    .map(dependency -> order.indexOf(dependency.stage()))
                    .filter(unit -> unit >= 0)
                    .distinct()
                    .toList();
            units.add(new Unit(host.name(), stage, List.of(stage), needs));
        }
        return units;
    }

    private static TreeSet<Integer> closure(StageGraph graph, int target) {
        TreeSet<Integer> reached = new TreeSet<>(List.of(target));
        Deque<Integer> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (Dependency dependency : graph.stage(open.pop()).dependencies()) {
                if (reached.add(dependency.stage())) {
                    open.push(dependency.stage());
                }
            }
        }
        return reached;
    }
}
