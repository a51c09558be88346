package io.jenkins.plugins.multistagebuild.report;

import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The critical path of the needed stages and how much slack each has, by the critical path method (Kelley and Walker,
 * 1959): the slack of a stage is the length of the critical path less that of the longest path through the stage.
 */
final class Slack {

    private final StageGraph graph;
    private final ToLongFunction<Stage> millis;
    private final long[] before;
    private final long[] after;

    Slack(StageGraph graph, ToLongFunction<Stage> millis) {
        this.graph = graph;
        this.millis = millis;
        this.before = new long[graph.stages().size()];
        this.after = new long[graph.stages().size()];
        List<Integer> needed = graph.neededStages();
        for (int index : needed) {
            for (Dependency dependency : graph.stage(index).dependencies()) {
                // A stage can only need earlier ones, or by ONBUILD itself, which it does not wait for.
                if (dependency.stage() < index) {
                    Stage base = graph.stage(dependency.stage());
                    before[index] = Math.max(before[index], before[base.index()] + millis.applyAsLong(base));
                }
            }
        }
        for (int i = needed.size() - 1; i >= 0; i--) {
            Stage stage = graph.stage(needed.get(i));
            for (Dependency dependency : stage.dependencies()) {
                if (dependency.stage() < stage.index()) {
                    int base = dependency.stage();
                    after[base] = Math.max(after[base], after[stage.index()] + millis.applyAsLong(stage));
                }
            }
        }
    }

    List<Integer> criticalPath() {
        return graph.criticalPath(millis);
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
