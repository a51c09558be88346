package io.jenkins.plugins.multistagebuild.plan;

import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * Makes a plan. One host with BuildKit builds the whole target in one engine run, since BuildKit itself runs stages side
 * by side and leaves out what is not needed; each stage that is built besides gets an engine run of its own, and BuildKit
 * merges what the runs have in common.
 */
public final class Planner {

    private Planner() {}

    /** A plan for one host with BuildKit. */
    public static Plan plan(StageGraph graph, Host host) {
        List<Unit> units = new ArrayList<>();
        TreeSet<Integer> placed = new TreeSet<>();
        add(graph, host, graph.target(), placed, units);
        for (int also : graph.alsoBuild()) {
            if (!placed.contains(also)) {
                add(graph, host, also, placed, units);
            }
        }
        return new Plan(units);
    }

    private static void add(StageGraph graph, Host host, int target, TreeSet<Integer> placed, List<Unit> units) {
        TreeSet<Integer> stages = closure(graph, target);
        stages.removeAll(placed);
        placed.addAll(stages);
        units.add(new Unit(host.name(), target, List.copyOf(stages)));
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
