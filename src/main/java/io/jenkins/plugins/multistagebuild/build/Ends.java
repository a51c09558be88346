package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What the end of an engine run means for its unit or hand-over: it is done, tried again, or failed. */
final class Ends implements Serializable {

    private static final long serialVersionUID = 1L;

    private final StageGraph graph;
    private final Stages stages;
    private final Units units;
    private final Retries retries;
    private final RegistryEnds registry;

    @CheckForNull
    private Failure failure;

    Ends(StageGraph graph, Stages stages, Units units, Retries retries, RegistryEnds registry) {
        this.graph = graph;
        this.stages = stages;
        this.units = units;
        this.retries = retries;
        this.registry = registry;
    }

    /** Why the run fails; null as long as it does not. */
    @CheckForNull
    Failure failure() {
        return failure;
    }

    boolean haveFailed() {
        return failure != null;
    }

    /** The run fails; the first reason counts. */
    void fail(Failure why) {
        if (failure == null) {
            failure = why;
        }
    }

    /** The run fails; what is not the first reason is told in the log. */
    void failed(Failure why, LogSink logs) {
        if (failure != null) {
            logs.say(why.message());
        }
        fail(why);
    }

    /** The disk that was full when something ended badly; null where it was not that. */
    @CheckForNull
    FullDisk fullDisk(BuildEvent event, Instant now, LogSink logs) {
        if (event instanceof BuildEvent.Exited exited) {
            EngineRun run = units.engineRun(exited.unit());
            if (!run.isPush() && !run.isAbandoned()) {
                run.output().end(exited.exitStatus(), now, logs);
                return registry.isFull(run) ? null : FullDisk.of(run, failure(run, exited.exitStatus()));
            }
        } else if (event instanceof BuildEvent.Sent sent) {
            EngineRun run = units.engineRun(sent.unit());
            HandOverRun handOver = Objects.requireNonNull(run.handOver(), "only a hand-over is sent");
            return FullDisk.of(run, Failures.ofHandOver(graph, handOver, String.valueOf(sent.problem())));
        }
        return null;
    }

    /** Why an engine run did not end well. */
    private Failure failure(EngineRun run, int exitStatus) {
        HandOverRun handOver = run.handOver();
        return handOver == null
                ? Failures.of(graph.file(), run.output(), exitStatus)
                : Failures.ofHandOver(graph, handOver, String.valueOf(registry.problem(run, exitStatus)));
    }

    /** A build of a unit has ended, or a part of a hand-over through a registry. */
    List<BuildAction> ended(EngineRun run, BuildEvent.Exited exited, Instant now, LogSink logs) {
        return run.handOver() == null ? built(run, exited, now, logs) : handedOver(run, exited.exitStatus(), now, logs);
    }

    private List<BuildAction> built(EngineRun run, BuildEvent.Exited exited, Instant now, LogSink logs) {
        UnitRun unit = Objects.requireNonNull(run.unit(), "only a unit is built");
        Failure reason = run.reason();
        run.ended();
        // What a run that was told to end fails with is not its own fault.
        run.output().end(run.isStopped() ? 0 : exited.exitStatus(), now, logs);
        if (exited.exitStatus() == 0) {
            unit.built(exited.imageId());
        } else if (run.isStopped() && reason == null) {
            unit.state(UnitRun.State.DROPPED);
        } else {
            Failure why = reason != null ? reason : Failures.of(graph.file(), run.output(), exited.exitStatus());
            if (failure == null && reason == null && retries.may(why, unit.failures())) {
                unit.unit().stages().forEach(stage -> stages.get(stage).again());
                Instant at = retries.at(why, unit.failures(), now, logs);
                unit.again(at);
                return List.of(new BuildAction.Wake(at));
            }
            unit.state(UnitRun.State.FAILED);
            failed(why, logs);
        }
        return List.of();
    }

    private List<BuildAction> handedOver(EngineRun run, int exitStatus, Instant now, LogSink logs) {
        run.ended();
        run.output().end(exitStatus, now, logs);
        if (registry.problem(run, exitStatus) == null) {
            return registry.done(run, now);
        }
        List<BuildAction> again = handOverFailed(run, failure(run, exitStatus), now, logs);
        registry.failed(run);
        return again;
    }

    /** A hand-over has ended. */
    List<BuildAction> sent(BuildEvent.Sent sent, Instant now, LogSink logs) {
        EngineRun run = units.engineRun(sent.unit());
        HandOverRun handOver = Objects.requireNonNull(run.handOver(), "only a hand-over is sent");
        String problem = sent.problem();
        run.ended();
        if (problem == null) {
            handOver.arrived(sent, now);
            return List.of();
        }
        return handOverFailed(run, Failures.ofHandOver(graph, handOver, problem), now, logs);
    }

    private List<BuildAction> handOverFailed(EngineRun run, Failure why, Instant now, LogSink logs) {
        HandOverRun handOver = Objects.requireNonNull(run.handOver(), "it is a hand-over that failed");
        boolean counts = !run.isStopped() && registry.counts(run);
        if (failure == null && counts && retries.may(why, handOver.failures())) {
            Instant at = retries.at(why, handOver.failures(), now, logs);
            handOver.again(at);
            return List.of(new BuildAction.Wake(at));
        }
        handOver.failed();
        if (counts) {
            failed(why, logs);
        }
        return List.of();
    }
}
