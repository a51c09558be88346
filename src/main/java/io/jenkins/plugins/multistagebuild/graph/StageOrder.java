package io.jenkins.plugins.multistagebuild.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The needed stages in an order in which each comes after those it needs. Mostly that of the file; a stage that a build
 * context replaces may stand behind its users.
 */
final class StageOrder {

    private final StageGraph graph;
    private final List<Integer> order = new ArrayList<>();

    private StageOrder(StageGraph graph) {
        this.graph = graph;
    }

    static StageOrder of(StageGraph graph) {
        StageOrder order = new StageOrder(graph);
        int[] open = new int[graph.stages().size()];
        List<List<Integer>> users = new ArrayList<>();
        graph.stages().forEach(stage -> users.add(new ArrayList<>()));
        Deque<Integer> ready = new ArrayDeque<>();
        for (int index : graph.neededStages()) {
            List<Integer> sources = order.sources(index);
            open[index] = sources.size();
            sources.forEach(source -> users.get(source).add(index));
            if (sources.isEmpty()) {
                ready.addLast(index);
            }
        }
        while (!ready.isEmpty()) {
            int index = ready.removeFirst();
            order.order.add(index);
            for (int user : users.get(index)) {
                if (--open[user] == 0) {
                    ready.addLast(user);
                }
            }
        }
        return order;
    }

    /** The other stages that a stage needs, each once; a trigger may make a stage copy from itself, which is no wait. */
    private List<Integer> sources(int index) {
        return graph.stage(index).dependencies().stream()
                .map(Dependency::stage)
                .filter(source -> source != index)
                .distinct()
                .toList();
    }

    List<List<Integer>> levels() {
        int[] level = new int[graph.stages().size()];
        List<List<Integer>> levels = new ArrayList<>();
        for (int index : order) {
            for (int source : sources(index)) {
                level[index] = Math.max(level[index], level[source] + 1);
            }
            while (levels.size() <= level[index]) {
                levels.add(new ArrayList<>());
            }
            levels.get(level[index]).add(index);
        }
        levels.forEach(Collections::sort);
        return levels.stream().map(List::copyOf).toList();
    }

    List<Integer> heaviestPath(ToLongFunction<Stage> weight) {
        long[] sum = new long[graph.stages().size()];
        int[] before = new int[sum.length];
        Arrays.fill(before, -1);
        int last = -1;
        for (int index : order) {
            for (int source : sources(index)) {
                if (before[index] < 0 || sum[source] > sum[before[index]]) {
                    before[index] = source;
                }
            }
            sum[index] = weight.applyAsLong(graph.stage(index)) + (before[index] < 0 ? 0 : sum[before[index]]);
            if (last < 0 || sum[index] >= sum[last]) {
                last = index;
            }
        }
        List<Integer> path = new ArrayList<>();
        for (int index = last; index >= 0; index = before[index]) {
            path.add(index);
        }
        Collections.reverse(path);
        return path;
    }
}
