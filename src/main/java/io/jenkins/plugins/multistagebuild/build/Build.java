package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.BuildCommand;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.docker.ImageReader;
import io.jenkins.plugins.multistagebuild.docker.ProgressReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.Planner;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A run as a state machine. It holds no threads and does nothing by itself: it is told events and answers with actions,
 * which somebody carries out: the terminal with local processes, the Pipeline step with durable tasks. It can be
 * serialised between two events and go on in another process, from {@link #consumed} on.
 */
public final class Build implements Serializable {

    private static final long serialVersionUID = 1L;

    private final StageGraph graph;
    private final BuildOptions options;
    private final Instant startedAt;
    private final Stages stages;
    private final List<UnitRun> units = new ArrayList<>();
    private Engine engine;
    private ImageDetails image;
    private String imageId;
    private Failure failure;
    private boolean aborted;
    private Result result;
    private Instant endedAt;

    /** An engine run of a unit. */
    private static final class UnitRun implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Unit unit;
        private final UnitProgress progress;
        private boolean running = true;
        private boolean stopped;

        UnitRun(Unit unit, UnitProgress progress) {
            this.unit = unit;
            this.progress = progress;
        }
    }

    /** A run that has not begun. */
    public Build(StageGraph graph, BuildOptions options, Instant startedAt) {
        this.graph = graph;
        this.options = options;
        this.startedAt = startedAt;
        this.stages = new Stages(graph);
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
            units.get(output.unit()).progress.read(output.bytes(), output.offset(), output.length(), now, logs);
            return List.of();
        }
        if (result != null) {
            return List.of();
        }
        if (event instanceof BuildEvent.Begin) {
            return List.of(new BuildAction.Probe(options.host(), options.preference()));
        } else if (event instanceof BuildEvent.Probed probed) {
            return probed(probed.engine(), now, logs);
        } else if (event instanceof BuildEvent.ProbeFailed failed) {
            return fail(failure(failed.message()), now);
        } else if (event instanceof BuildEvent.Exited exited) {
            return exited(exited, now, logs);
        } else if (event instanceof BuildEvent.Lost lost) {
            units.get(lost.unit()).running = false;
            return fail(failure(lost.message()), now);
        } else if (event instanceof BuildEvent.ImageRead read) {
            image = read.image();
            return end(Result.SUCCESS, now);
        } else if (event instanceof BuildEvent.ImageFailed failed) {
            return fail(failure(failed.message()), now);
        } else if (event instanceof BuildEvent.Abort abort) {
            return abort(abort.reason(), now);
        }
        throw new IllegalArgumentException("unknown event " + event);
    }

    /** How many bytes of an engine run's output have been taken: where to go on after a restart. */
    public synchronized long consumed(int unit) {
        return units.get(unit).progress.consumed();
    }

    /** Whether an engine run has been started and has not ended. */
    public synchronized boolean isRunning(int unit) {
        return unit < units.size() && units.get(unit).running;
    }

    /** The graph that is built. */
    public StageGraph graph() {
        return graph;
    }

    /** How it stands, or how it ended. */
    public synchronized Outcome outcome(Instant now) {
        Instant end = endedAt == null ? now : endedAt;
        List<StageOutcome> outcomes = stages.all().stream()
                .map(run -> run.outcome(options.host().name(), stages.ready(run, startedAt), end))
                .toList();
        return new Outcome(
                result,
                startedAt,
                Duration.between(startedAt, end).toMillis(),
                result == Result.SUCCESS ? options.request().naming().tags() : List.of(),
                outcomes,
                image,
                engine == null
                        ? List.of()
                        : List.of(new HostEngine(options.host().name(), engine)),
                failure);
    }

    private List<BuildAction> probed(Engine found, Instant now, LogSink logs) {
        engine = found;
        if (failure != null) {
            return finish(now);
        }
        if (found.flavour() == Flavour.CLASSIC) {
            return fail(
                    failure("the docker client " + options.host().client() + " (" + found.clientVersion()
                            + ") can only use the classic builder, which can't build stages side by side;"
                            + " install the buildx plugin (docker-buildx)"),
                    now);
        }
        logs.say("engine " + found.serverVersion() + " at " + options.host().address() + ", client "
                + found.clientVersion()
                + (found.buildxVersion() == null ? " (BuildKit)" : " with buildx " + found.buildxVersion()));
        List<BuildAction> actions = new ArrayList<>();
        for (Unit unit : Planner.plan(graph, new Host(options.host().name(), found.flavour()))
                .units()) {
            units.add(new UnitRun(
                    unit, new UnitProgress(unit, stages, shortName(graph.file()), ProgressReader.of(found))));
            actions.add(run(units.size() - 1, unit));
        }
        return actions;
    }

    /** Log lines name the file without its folders: every line begins with it. */
    private static String shortName(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private BuildAction run(int index, Unit unit) {
        String imageIdFile = options.temporaryFolder() + "/unit-" + index + ".iid";
        BuildRequest request = options.request();
        if (index > 0) {
            request = request.withTarget(graph.stage(unit.target()).name())
                    .withNaming(
                            new BuildRequest.Naming(List.of(), request.naming().labels(), false));
        }
        DockerCommand command = BuildCommand.of(options.host(), engine, request, imageIdFile);
        return new BuildAction.Run(index, command, imageIdFile);
    }

    private List<BuildAction> exited(BuildEvent.Exited exited, Instant now, LogSink logs) {
        UnitRun run = units.get(exited.unit());
        run.running = false;
        run.progress.end(now, logs);
        if (exited.unit() == 0 && exited.imageId() != null) {
            imageId = exited.imageId().strip();
        }
        if (exited.exitStatus() != 0 && failure == null) {
            return fail(failure(run.progress, exited.exitStatus()), now);
        }
        if (units.stream().anyMatch(unit -> unit.running)) {
            return List.of();
        }
        if (failure != null) {
            return finish(now);
        }
        return built(now);
    }

    private List<BuildAction> built(Instant now) {
        stages.succeed();
        if (imageId == null || !ImageReader.isDigest(imageId)) {
            return fail(failure("the engine run ended well, but left no image id"), now);
        }
        return List.of(new BuildAction.ReadImage(options.host(), imageId));
    }

    private static Failure failure(String message) {
        return new Failure(message, null, 0, null, List.of());
    }

    private Failure failure(UnitProgress progress, int exitStatus) {
        StepFailure step = progress.failure();
        if (step != null) {
            return step.failure(graph.file());
        }
        List<String> said = progress.looseLines();
        String words = said.isEmpty() ? "it said nothing" : StepFailure.words(said.get(said.size() - 1));
        return new Failure(
                graph.file() + ": the engine run failed with exit status " + exitStatus + ": " + words,
                null,
                0,
                null,
                said);
    }

    private List<BuildAction> abort(String reason, Instant now) {
        if (failure == null) {
            failure = failure(reason);
            aborted = true;
        }
        return stopOrFinish(now);
    }

    private List<BuildAction> fail(Failure why, Instant now) {
        if (failure == null) {
            failure = why;
        }
        return stopOrFinish(now);
    }

    /** Stops what runs; the run ends when the last engine run has. */
    private List<BuildAction> stopOrFinish(Instant now) {
        List<BuildAction> stops = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            UnitRun unit = units.get(i);
            if (unit.running && !unit.stopped) {
                unit.stopped = true;
                stops.add(new BuildAction.Stop(i));
            }
        }
        return units.stream().anyMatch(unit -> unit.running) ? stops : finish(now);
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
        return List.of(new BuildAction.End());
    }

    /** Under the monitor, so that the state can be saved while another thread tells an event. */
    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }
}
