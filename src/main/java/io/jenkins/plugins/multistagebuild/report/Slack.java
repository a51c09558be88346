package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.Comparator;
import java.util.LinkedList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The critical path of the needed stages and how much slack each has, by the critical path method (Kelley and Walker,
 * 1959): the slack of a stage is the length of the critical path less that of the longest path through the stage. A path
 * takes what its stages take and what travels between them.
 */
final class Slack {

    private final StageGraph graph;
    private final ToLongFunction<Stage> millis;
    private final Ways ways;
    private final long[] before;
    private final long[] after;

    /** How long it takes from the end of a stage until another one that needs it can begin. */
    interface Ways {
        long millis(int from, int to);
    }

    Slack(StageGraph graph, ToLongFunction<Stage> millis) {
        this(graph, millis, (from, to) -> 0);
    }

    Slack(StageGraph graph, ToLongFunction<Stage> millis, Ways ways) {
        this.graph = graph;
        this.millis = millis;
        this.ways = ways;
        this.before = new long[graph.stages().size()];
        this.after = new long[graph.stages().size()];
        List<Integer> needed = graph.neededStages();
        for (int index : needed) {
            for (Dependency dependency : graph.stage(index).dependencies()) {
                // A stage can only need earlier ones, or by ONBUILD itself, which it does not wait for.
                if (dependency.stage() < index) {
                    Stage base = graph.stage(dependency.stage());
                    before[index] = Math.max(before[index], through(base, index));
                }
            }
        }
        for (int i = needed.size() - 1; i >= 0; i--) {
            Stage stage = graph.stage(needed.get(i));
            for (Dependency dependency : stage.dependencies()) {
                if (dependency.stage() < stage.index()) {
                    int base = dependency.stage();
                    long way = ways.millis(base, stage.index());
                    after[base] = Math.max(after[base], way + after[stage.index()] + millis.applyAsLong(stage));
                }
            }
        }
    }

    /** Until a stage that needs another one can begin. */
    private long through(Stage from, int to) {
        return before[from.index()] + millis.applyAsLong(from) + ways.millis(from.index(), to);
    }

    /** Indices of the stages on the critical path, in the order in which they were built. */
    List<Integer> criticalPath() {
        List<Integer> path = new LinkedList<>();
        Stage at = graph.neededStages().stream()
                .map(graph::stage)
                .max(Comparator.comparing(each -> before[each.index()] + millis.applyAsLong(each)))
                .orElse(null);
        while (at != null) {
            path.add(0, at.index());
            at = source(at);
        }
        return List.copyOf(path);
    }

    /** The stage that another one had to wait for; null where it could begin at once. */
    @CheckForNull
    private Stage source(Stage stage) {
        return stage.dependencies().stream()
                .map(Dependency::stage)
                .filter(each -> each < stage.index())
                .map(graph::stage)
                .filter(each -> through(each, stage.index()) == before[stage.index()])
                .findFirst()
                .orElse(null);
    }

    /** Slack of a needed stage, in milliseconds. */
    long of(Stage stage) {
        long longest = 0;
        for (int index : graph.neededStages()) {
            longest = Math.max(longest, through(graph.stage(index)));
        }
        return longest - through(stage);
    }

    private long through(Stage stage) {
        return before[stage.index()] + millis.applyAsLong(stage) + after[stage.index()];
    }
}
