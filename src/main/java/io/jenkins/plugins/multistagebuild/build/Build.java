package io.jenkins.plugins.multistagebuild.build;

import static io.jenkins.plugins.multistagebuild.build.Actions.with;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Plan;
import io.jenkins.plugins.multistagebuild.plan.Planner;
import io.jenkins.plugins.multistagebuild.plan.Planning;
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

    private static final long serialVersionUID = 7L;

    private final StageGraph graph;
    private final BuildOptions options;
    private final Instant startedAt;
    private final Stages stages;
    private final Hosts hosts;
    private final Units units;
    private final Pushes pushes;
    private final Ends ends;
    private final Seats seats;
    private final Losses losses;
    private final StageLimit limit;
    private final TimeLimit time;
    private final Cleaning cleaning;
    private @CheckForNull ImageDetails image;
    private final HashMap<Integer, Long> stageBytes = new HashMap<>();
    private final AnalysisRun analysis = new AnalysisRun();
    private boolean aborted;
    /** Whether all is built: what is left is to look at the image and to push it. */
    private boolean built;

    private @CheckForNull Result result;
    private @CheckForNull Instant endedAt;

    /** A run that has not begun. */
    public Build(StageGraph graph, BuildOptions options, Instant startedAt) {
        this.graph = graph;
        this.options = options;
        this.startedAt = startedAt;
        this.stages = new Stages(graph);
        this.hosts = new Hosts(graph, options);
        this.units = new Units(graph, options, stages, hosts);
        Retries retries = new Retries(options.rules());
        this.pushes = new Pushes(options, retries);
        this.ends = new Ends(graph, stages, units, retries, new RegistryEnds(options, hosts));
        this.seats = new Seats(hosts, units, options.hosts());
        this.losses = new Losses(hosts, units, ends, seats);
        this.time = new TimeLimit(options.rules(), startedAt);
        this.limit = new StageLimit(graph, options.rules(), stages, units, ends);
        this.cleaning = new Cleaning(hosts, units, options);
    }

    /**
     * Takes an event.
     *
     * @param now when it happened
     * @param logs where lines go that it brings
     * @return what is to be done now, in this order
     */
    public synchronized List<BuildAction> on(BuildEvent event, Instant now, LogSink logs) {
        if (units.learn(event, now, logs)) {
            return List.of();
        }
        List<BuildAction> actions = react(event, now, logs);
        return result != null ? actions : with(actions, seats.settle(ends.haveFailed() || losses.isOpen()));
    }

    private List<BuildAction> react(BuildEvent event, Instant now, LogSink logs) {
        if (result != null || event instanceof BuildEvent.Cleaned) {
            return cleaning.on(event, logs);
        }
        if ((event instanceof BuildEvent.ImageRead || event instanceof BuildEvent.ImageFailed) && !built) {
            return List.of();
        } else if (losses.isDoubtful(event)) {
            return losses.hold(event);
        } else if (event instanceof BuildEvent.Begin) {
            return with(hosts.ask(), time.watch());
        } else if (event instanceof BuildEvent.Probed probed) {
            List<BuildAction> more = hosts.answered(probed.engine(), logs);
            return more.isEmpty() ? plan(now, logs) : more;
        } else if (event instanceof BuildEvent.Surveyed surveyed) {
            hosts.answered(surveyed, logs);
            return asked(surveyed.host(), now, logs);
        } else if (event instanceof BuildEvent.SurveyFailed failed) {
            hosts.failed(failed, logs);
            return asked(null, now, logs);
        } else if (event instanceof BuildEvent.Joined joined) {
            return List.of(hosts.join(joined.host()));
        } else if (event instanceof BuildEvent.ProbeFailed failed) {
            return fail(Failures.of(failed.message()), now);
        } else if (event instanceof BuildEvent.Exited exited) {
            return exited(exited, now, logs);
        } else if (event instanceof BuildEvent.Sent sent) {
            return sent(sent, now, logs);
        } else if (event instanceof BuildEvent.Answered answered) {
            return answered(answered.host(), now, logs);
        } else if (event instanceof BuildEvent.Silent silent) {
            return lost(silent.host(), silent.message(), now, logs);
        } else if (event instanceof BuildEvent.Lost lost) {
            units.engineRun(lost.unit()).ended();
            return fail(Failures.of(lost.message()), now);
        } else if (event instanceof BuildEvent.ImageRead read) {
            image = WrittenImage.of(
                    read.image(), options.request(), units.target().engine());
            stageBytes.putAll(units.sizes(read.sizes()));
            pushes.doneBy(units.target().engine(), read.image().id());
            return push(now, logs);
        } else if (event instanceof BuildEvent.Analyzed analyzed) {
            analysis.ended(analyzed.analysis(), logs);
            return end(Result.SUCCESS, Objects.requireNonNullElse(analysis.startedAt(), now));
        } else if (event instanceof BuildEvent.ImageFailed failed) {
            return fail(Failures.of(failed.message()), now);
        } else if (event instanceof BuildEvent.Woken) {
            return with(cleaning.woken(now), woken(now, logs));
        } else if (event instanceof BuildEvent.Abort abort) {
            return abort(abort.reason(), now);
        }
        throw new IllegalArgumentException("unknown event " + event);
    }

    /** How many bytes of an engine run's output have been taken: where to go on after a restart. */
    public synchronized long consumed(int unit) {
        return units.engineRun(unit).output().consumed();
    }

    /** The names of the hosts that an engine run needs: where it is, and, if it is a hand-over, where that goes to. */
    public synchronized List<String> hosts(int unit) {
        return units.engineRun(unit).hosts();
    }

    /** Names of the stages that a host builds or is still to build; for null those for which a host may still come. */
    public synchronized List<String> work(@CheckForNull String host) {
        return units.work(host);
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
        return new Outcome(
                result,
                startedAt,
                Duration.between(startedAt, end).toMillis(),
                result == Result.SUCCESS ? options.request().naming().tags() : List.of(),
                units.outcomes(startedAt, end),
                image,
                stageBytes,
                hosts.engines(),
                pushes.done(),
                ends.failure(),
                analysis.outcome(),
                units.schedule().handOvers().transfers(),
                hosts.notes());
    }

    /** A host has answered, or won't: the last of the first ones lets the plan be made, one that comes later takes work over. */
    private List<BuildAction> asked(@CheckForNull String answered, Instant now, LogSink logs) {
        if (!units.isPlanned()) {
            return hosts.isAsked() ? plan(now, logs) : List.of();
        } else if (answered == null || built || ends.haveFailed()) {
            return List.of();
        }
        seats.arrived(answered, logs);
        return seats.start(now, logs);
    }

    private List<BuildAction> plan(Instant now, LogSink logs) {
        if (ends.haveFailed()) {
            return stopOrFinish(now);
        }
        Failure unfit = hosts.unfit(logs);
        if (unfit != null) {
            return fail(unfit, now);
        }
        Planning planning = seats.plan(logs);
        Plan plan = planning.plan();
        if (plan == null) {
            return fail(Failures.of(planning.problems()), now);
        }
        units.plan(plan.units());
        return with(with(with(seats.start(now, logs), losses.watch(now)), limit.watch(now)), cleaning.early(now));
    }

    private List<BuildAction> exited(BuildEvent.Exited exited, Instant now, LogSink logs) {
        EngineRun run = units.engineRun(exited.unit());
        if (run.isAbandoned()) {
            return abandoned(run, now, logs);
        } else if (run.isPush()) {
            run.ended();
            run.output().end(exited.exitStatus(), now, logs);
            return pushed(exited.exitStatus(), now, logs);
        }
        return with(cleaning.late(), with(ends.ended(run, exited, now, logs), proceed(now, logs)));
    }

    private List<BuildAction> sent(BuildEvent.Sent sent, Instant now, LogSink logs) {
        EngineRun run = units.engineRun(sent.unit());
        return run.isAbandoned() ? abandoned(run, now, logs) : with(ends.sent(sent, now, logs), proceed(now, logs));
    }

    /** What a lost host was to do goes on elsewhere by now; only who waits for all to end waits for this too. */
    private List<BuildAction> abandoned(EngineRun run, Instant now, LogSink logs) {
        run.ended();
        return ends.haveFailed() ? stopOrFinish(now) : built ? List.of() : proceed(now, logs);
    }

    private List<BuildAction> answered(String host, Instant now, LogSink logs) {
        List<BuildAction> actions = new ArrayList<>();
        for (BuildEvent event : losses.answered(host)) {
            FullDisk disk = ends.haveFailed() ? null : ends.fullDisk(event, now, logs);
            List<BuildAction> moved = disk == null || !hosts.isThere(disk.host()) ? null : losses.full(disk, logs);
            actions.addAll(moved == null ? react(event, now, logs) : with(moved, proceed(now, logs)));
        }
        return actions;
    }

    private List<BuildAction> lost(String host, String why, Instant now, LogSink logs) {
        if (!hosts.isThere(host)) {
            return List.of();
        }
        List<BuildAction> stops = losses.lost(host, why, logs);
        if (ends.haveFailed()) {
            return with(stops, stopOrFinish(now));
        } else if (built && !units.isWaiting()) {
            return stops;
        }
        built = false;
        return with(stops, proceed(now, logs));
    }

    /** Goes on after an engine run has ended. */
    private List<BuildAction> proceed(Instant now, LogSink logs) {
        if (ends.haveFailed() && (aborted || !options.rules().keepGoing())) {
            return stopOrFinish(now);
        }
        if (ends.haveFailed() && !hosts.isSpread() && !units.target().isClassic() && !units.isBusy()) {
            units.add(Planner.rest(graph, units.target().place(), stages.failed(), stages.complete()));
        }
        List<BuildAction> actions = seats.start(now, logs);
        if (units.isBusy() || losses.isOpen()) {
            return actions;
        }
        return ends.haveFailed() ? finish(now) : built(now);
    }

    private List<BuildAction> built(Instant now) {
        stages.succeed();
        built = true;
        BuildAction read = units.readImage(pushes.byBuilder(units.target().engine()));
        return read == null ? fail(Failures.of("the engine run ended well, but left no image id"), now) : List.of(read);
    }

    private List<BuildAction> push(Instant now, LogSink logs) {
        if (pushes.next() == null) {
            return options.rules().analyze()
                    ? analysis.start(units.target().host(), Objects.requireNonNull(image), now, logs)
                    : end(Result.SUCCESS, now);
        }
        logs.say("pushing " + pushes.next());
        return List.of(pushes.run(units.add(pushes.begin(now)), units.target().host()));
    }

    private List<BuildAction> pushed(int exitStatus, Instant now, LogSink logs) {
        Failure why = pushes.ended(exitStatus, now);
        if (ends.haveFailed()) {
            return stopOrFinish(now);
        } else if (why == null) {
            return push(now, logs);
        }
        BuildAction again = pushes.again(why, now, logs);
        return again == null ? fail(why, now) : List.of(again);
    }

    private List<BuildAction> woken(Instant now, LogSink logs) {
        if (time.isOver(now)) {
            // An image that was built stays so; what it wastes is then not known.
            return analysis.startedAt() == null ? abort(time.words(), now) : analysis.stop(time.words(), now);
        }
        boolean over = ends.haveFailed() && !options.rules().keepGoing();
        if (analysis.startedAt() != null || !units.isPlanned() || over) {
            return List.of();
        }
        return pushes.isDue(now)
                ? push(now, logs)
                : with(with(seats.start(now, logs), losses.woken(now)), limit.woken(now, logs));
    }

    private List<BuildAction> abort(String reason, Instant now) {
        ends.fail(Failures.of(reason));
        aborted = true;
        return with(analysis.stop(reason, now), stopOrFinish(now));
    }

    private List<BuildAction> fail(Failure why, Instant now) {
        ends.fail(why);
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
        return cleaning.begin();
    }

    /** Under the monitor, so that the state can be saved while another thread tells an event. */
    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }
}
