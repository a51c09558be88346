package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Holds stages to the time that they may take, if there is such a limit. */
final class StageLimit implements Serializable {

    private static final long serialVersionUID = 1L;

    private final StageGraph graph;
    private final Stages stages;
    private final Units units;
    private final Ends ends;

    @CheckForNull
    private final Duration limit;

    StageLimit(StageGraph graph, RunRules rules, Stages stages, Units units, Ends ends) {
        this.graph = graph;
        this.stages = stages;
        this.units = units;
        this.ends = ends;
        this.limit = rules.stageTimeout();
    }

    /** Stages begin. */
    List<BuildAction> watch(Instant now) {
        return limit == null ? List.of() : List.of(new BuildAction.Wake(now.plus(limit)));
    }

    /** A time has come: ends the engine runs of stages that take too long. */
    List<BuildAction> woken(Instant now, LogSink logs) {
        if (limit == null) {
            return List.of();
        }
        List<BuildAction> actions = new ArrayList<>();
        for (StageRun stage : stages.tooLong(limit, now)) {
            Failure why = Failures.tooLong(graph.file(), stage, Durations.words(limit));
            stage.tooLong(now);
            ends.failed(why, logs);
            actions.addAll(units.stop(stage.stage().index(), why));
        }
        actions.add(new BuildAction.Wake(stages.nextTooLong(limit, now)));
        return actions;
    }
}
