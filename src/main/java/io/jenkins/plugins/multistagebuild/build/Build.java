package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.Planner;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/**
 * A run as a state machine. It holds no threads and does nothing by itself: it is told events and answers with actions,
 * which somebody carries out: the terminal with local processes, the Pipeline step with durable tasks. It can be
 * serialised between two events and go on in another process, from {@link #consumed} on.
 */
public final class Build implements Serializable {

    private static final long serialVersionUID = 3L;

    private final StageGraph graph;
    private final BuildOptions options;
    private final Instant startedAt;
    private final Stages stages;
    private final Units units;
    private final Pushes pushes;
    private final Retries retries;

    @CheckForNull
    private Engine engine;

    @CheckForNull
    private ImageDetails image;

    private final HashMap<Integer, Long> stageBytes = new HashMap<>();
    private final AnalysisRun analysis = new AnalysisRun();

    @CheckForNull
    private Failure failure;

    private boolean aborted;

    @CheckForNull
    private Result result;

    @CheckForNull
    private Instant endedAt;

    /** A run that has not begun. */
    public Build(StageGraph graph, BuildOptions options, Instant startedAt) {
        this.graph = graph;
        this.options = options;
        this.startedAt = startedAt;
        this.stages = new Stages(graph);
        this.units = new Units(graph, options, stages);
        this.pushes = new Pushes(options);
        this.retries = new Retries(options.rules());
    }

    /**
     * Takes an event.
     *
     * @param now when it happened
     * @param logs where lines go that it brings
     * @return what is to be done now, in this order
     */
    public synchronized List<BuildAction> on(BuildEvent event, Instant now, LogSink logs) {
        if (event instanceof BuildEvent.Output output) {
            units.engineRun(output.unit()).output().read(output.bytes(), output.offset(), output.length(), now, logs);
            return List.of();
        }
        if (result != null) {
            return afterTheEnd(event, logs);
        }
        if (event instanceof BuildEvent.Begin) {
            return begin();
        } else if (event instanceof BuildEvent.Probed probed) {
            return probed(probed.engine(), now, logs);
        } else if (event instanceof BuildEvent.ProbeFailed failed) {
            return fail(Failures.of(failed.message()), now);
        } else if (event instanceof BuildEvent.Exited exited) {
            return exited(exited, now, logs);
        } else if (event instanceof BuildEvent.Lost lost) {
            units.engineRun(lost.unit()).ended();
            return fail(Failures.of(lost.message()), now);
        } else if (event instanceof BuildEvent.ImageRead read) {
            image = WrittenImage.of(read.image(), options.request(), engine());
            stageBytes.putAll(units.sizes(read.sizes()));
            pushes.doneBy(engine(), read.image().id());
            return push(now, logs);
        } else if (event instanceof BuildEvent.Analyzed analyzed) {
            analysis.ended(analyzed.analysis(), logs);
            return end(Result.SUCCESS, Objects.requireNonNullElse(analysis.startedAt(), now));
        } else if (event instanceof BuildEvent.ImageFailed failed) {
            return fail(Failures.of(failed.message()), now);
        } else if (event instanceof BuildEvent.Woken) {
            return woken(now, logs);
        } else if (event instanceof BuildEvent.Abort abort) {
            return abort(abort.reason(), now);
        }
        throw new IllegalArgumentException("unknown event " + event);
    }

    /** How many bytes of an engine run's output have been taken: where to go on after a restart. */
    public synchronized long consumed(int unit) {
        return units.engineRun(unit).output().consumed();
    }

    /** Whether an engine run has been started and has not ended. */
    public synchronized boolean isRunning(int unit) {
        return units.isRunning(unit);
    }

    /** The graph that is built. */
    public StageGraph graph() {
        return graph;
    }

    /** How it stands, or how it ended. */
    public synchronized Outcome outcome(Instant now) {
        Instant end = endedAt == null ? now : endedAt;
        List<StageOutcome> outcomes = stages.all().stream()
                .map(run -> run.outcome(options.host().name(), stages.ready(run, startedAt), stages.equalSteps(), end))
                .toList();
        return new Outcome(
                result,
                startedAt,
                Duration.between(startedAt, end).toMillis(),
                result == Result.SUCCESS ? options.request().naming().tags() : List.of(),
                outcomes,
                image,
                stageBytes,
                engine == null
                        ? List.of()
                        : List.of(new HostEngine(options.host().name(), engine)),
                pushes.done(),
                failure,
                analysis.outcome());
    }

    private List<BuildAction> begin() {
        List<BuildAction> actions = new ArrayList<>();
        actions.add(new BuildAction.Probe(
                options.host(), options.preference(), options.request().needsEngine()));
        if (options.rules().timeout() != null) {
            actions.add(new BuildAction.Wake(startedAt.plus(options.rules().timeout())));
        }
        return actions;
    }

    /** The engine, which is known once it has been probed. */
    private Engine engine() {
        return Objects.requireNonNull(engine, "nothing is run before the engine is known");
    }

    private Host host() {
        return new Host(options.host().name(), engine().flavour());
    }

    private List<BuildAction> probed(Engine found, Instant now, LogSink logs) {
        engine = found;
        logs.say(found.at(options.host().address()));
        Failure refused = Refusal.of(graph, options, found);
        if (refused != null) {
            return fail(refused, now);
        }
        units.plan(found, Planner.plan(graph, host()).units());
        List<BuildAction> actions = new ArrayList<>(units.start(now));
        if (options.rules().stageTimeout() != null) {
            actions.add(new BuildAction.Wake(now.plus(options.rules().stageTimeout())));
        }
        return actions;
    }

    private List<BuildAction> exited(BuildEvent.Exited exited, Instant now, LogSink logs) {
        EngineRun run = units.engineRun(exited.unit());
        UnitRun unit = run.unit();
        Failure reason = run.reason();
        run.ended();
        if (unit == null) {
            run.output().end(exited.exitStatus(), now, logs);
            return pushed(exited.exitStatus(), now, logs);
        }
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
        return proceed(now);
    }

    private void failed(Failure why, LogSink logs) {
        if (failure == null) {
            failure = why;
        } else {
            logs.say(why.message());
        }
    }

    /** Goes on after an engine run has ended. */
    private List<BuildAction> proceed(Instant now) {
        if (failure != null && (aborted || !options.rules().keepGoing())) {
            return stopOrFinish(now);
        }
        if (failure != null && engine().flavour() != Flavour.CLASSIC && !units.isBusy()) {
            units.add(Planner.rest(graph, host(), stages.failed(), stages.complete()));
        }
        List<BuildAction> actions = units.start(now);
        if (units.isBusy()) {
            return actions;
        }
        return failure != null ? finish(now) : built(now);
    }

    private List<BuildAction> built(Instant now) {
        stages.succeed();
        String imageId = units.targetImage();
        if (imageId == null) {
            return fail(Failures.of("the engine run ended well, but left no image id"), now);
        }
        List<String> others = units.images().values().stream()
                .filter(id -> !id.equals(imageId))
                .sorted()
                .toList();
        return List.of(new BuildAction.ReadImage(options.host(), imageId, others, pushes.byBuilder(engine())));
    }

    private List<BuildAction> push(Instant now, LogSink logs) {
        if (pushes.next() == null) {
            return options.rules().analyze()
                    ? analysis.start(options.host(), Objects.requireNonNull(image), now, logs)
                    : end(Result.SUCCESS, now);
        }
        logs.say("pushing " + pushes.next());
        return List.of(pushes.run(units.add(pushes.begin(now))));
    }

    private List<BuildAction> pushed(int exitStatus, Instant now, LogSink logs) {
        Failure why = pushes.ended(exitStatus, now);
        if (failure != null) {
            return stopOrFinish(now);
        } else if (why == null) {
            return push(now, logs);
        } else if (retries.may(why, pushes.failures())) {
            Instant at = retries.at(why, pushes.failures(), now, logs);
            pushes.again(at);
            return List.of(new BuildAction.Wake(at));
        }
        return fail(why, now);
    }

    private List<BuildAction> woken(Instant now, LogSink logs) {
        RunRules rules = options.rules();
        Duration timeout = rules.timeout();
        if (timeout != null && !now.isBefore(startedAt.plus(timeout))) {
            String why = "the build took longer than " + Durations.words(timeout);
            // An image that was built stays so; what it wastes is then not known.
            return analysis.startedAt() == null ? abort(why, now) : analysis.stop(why, now);
        }
        if (analysis.startedAt() != null || engine == null || failure != null && !rules.keepGoing()) {
            return List.of();
        }
        if (pushes.isDue(now)) {
            return push(now, logs);
        }
        List<BuildAction> actions = new ArrayList<>(units.start(now));
        Duration stageTimeout = rules.stageTimeout();
        if (stageTimeout != null) {
            for (StageRun stage : stages.tooLong(stageTimeout, now)) {
                Failure why = Failures.tooLong(graph.file(), stage, Durations.words(stageTimeout));
                stage.tooLong(now);
                failed(why, logs);
                actions.addAll(units.stop(stage.stage().index(), why));
            }
            actions.add(new BuildAction.Wake(stages.nextTooLong(stageTimeout, now)));
        }
        return actions;
    }

    private List<BuildAction> abort(String reason, Instant now) {
        if (failure == null) {
            failure = Failures.of(reason);
        }
        aborted = true;
        List<BuildAction> actions = new ArrayList<>(analysis.stop(reason, now));
        actions.addAll(stopOrFinish(now));
        return actions;
    }

    private List<BuildAction> fail(Failure why, Instant now) {
        if (failure == null) {
            failure = why;
        }
        return stopOrFinish(now);
    }

    /** Stops what runs; the run ends when the last engine run has. */
    private List<BuildAction> stopOrFinish(Instant now) {
        List<BuildAction> stops = units.stopAll();
        return units.isAnyRunning() ? stops : finish(now);
    }

    private List<BuildAction> finish(Instant now) {
        return end(aborted ? Result.ABORTED : Result.FAILURE, now);
    }

    private List<BuildAction> end(Result how, Instant now) {
        if (how != Result.SUCCESS) {
            stages.stop();
        }
        result = how;
        endedAt = now;
        return List.of(
                engine == null || engine.isBuilderAlone()
                        ? new BuildAction.End()
                        : new BuildAction.Clean(options.host(), options.runId()));
    }

    private static List<BuildAction> afterTheEnd(BuildEvent event, LogSink logs) {
        if (event instanceof BuildEvent.Cleaned cleaned) {
            if (cleaned.problem() != null) {
                logs.say("temporary images could not be removed: " + cleaned.problem());
            }
            return List.of(new BuildAction.End());
        }
        return List.of();
    }

    /** Under the monitor, so that the state can be saved while another thread tells an event. */
    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }
}
