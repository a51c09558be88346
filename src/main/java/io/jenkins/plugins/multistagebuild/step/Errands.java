package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Does what a build asks for, in the threads of {@link Workers}, and tells the step's execution what came of it. */
final class Errands {

    private static final long PATIENCE_MILLIS = 2_000;

    private final MultiStageBuildExecution execution;
    /** Null until the image is looked into, and after a restart until that is begun again. */
    private @CheckForNull ImageAnalysis analysis;

    private boolean analysisStopped;

    /** What is known before it is asked. */
    private final Map<BuildAction, BuildEvent> known = new ConcurrentHashMap<>();

    Errands(MultiStageBuildExecution execution) {
        this.execution = execution;
    }

    /**
     * The next time that something is asked, this is the answer.
     *
     * @param answer null where none is known
     */
    void know(BuildAction question, @CheckForNull BuildEvent answer) {
        if (answer != null) {
            known.put(question, answer);
        }
    }

    /** Does it some time soon; a failure of ours fails the step. */
    void carryOut(BuildAction action) {
        boolean ending = action instanceof BuildAction.Stop || action instanceof BuildAction.StopAnalysis;
        (ending ? Workers.ending() : Workers.commands()).execute(execution.guarded(() -> {
            if (action instanceof BuildAction.Stop stop) {
                halt(stop);
            } else if (action instanceof BuildAction.Wake wake) {
                wake(wake);
            } else if (action instanceof BuildAction.StopAnalysis) {
                stopAnalysis();
            } else if (action instanceof BuildAction.End) {
                execution.finish();
            } else if (action instanceof BuildAction.Request || action instanceof BuildAction.Release) {
                execution.hands().staff(action);
                execution.notes().done(action);
            } else {
                carryOutThere(action);
            }
        }));
    }

    /** What needs agents waits for those that are away, and ends badly where one is here no longer. */
    private void carryOutThere(BuildAction action) throws Exception {
        List<String> hosts = Destination.hosts(action, execution.build());
        List<Workplace> places = hosts.stream()
                .map(execution.notes()::place)
                .filter(Objects::nonNull)
                .toList();
        Hands hands = execution.hands();
        List<Workplace> gone = places.stream().filter(hands::isGone).toList();
        if (gone.stream().anyMatch(place -> place.own() == null) && !(action instanceof BuildAction.Clean)) {
            execution.giveUp(Destination.removed());
        } else if (places.size() < hosts.size() || !gone.isEmpty()) {
            for (Workplace place : gone) {
                execution.tell(new BuildEvent.Silent(place.nodeName(), Presence.why(place)), null);
            }
            execution.tell(Destination.gone(action), action);
        } else if (!(action instanceof BuildAction.Clean) && places.stream().anyMatch(hands::isAwaited)) {
            again(action);
        } else if (action instanceof BuildAction.Run run) {
            launch(run, run.unit(), places);
        } else if (action instanceof BuildAction.Send send) {
            launch(send, send.unit(), places);
        } else if (action instanceof BuildAction.Analyze image) {
            analyze(image, places.get(0));
        } else {
            ask(action, places.get(0));
        }
    }

    private void again(BuildAction action) {
        Workers.watching().schedule(() -> carryOut(action), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void ask(BuildAction question, Workplace place) throws Exception {
        BuildEvent answer = known.remove(question);
        try {
            if (question instanceof BuildAction.ReadImage image) {
                execution.noteBase(image.host(), place);
            }
            if (answer == null) {
                answer = Questions.answer(question, execution.getContext(), place);
            }
        } catch (RequestAbortedException e) {
            answer = Destination.gone(question);
        }
        // What an agent that was cut off meanwhile did not say tells nothing of its engine.
        if (!(question instanceof BuildAction.Clean) && isCutOff(List.of(place))) {
            again(question);
        } else {
            execution.tell(answer, question);
        }
    }

    /** Whether an agent is not connected. */
    private static boolean isCutOff(List<Workplace> places) {
        return places.stream().anyMatch(place -> place.find() == null);
    }

    /** Not before its time, by however little: the build would find that nothing is due, and sleep on. */
    private void wake(BuildAction.Wake wake) throws Exception {
        Duration left = Duration.between(Instant.now(), wake.at());
        if (left.isNegative() || left.isZero()) {
            execution.tell(new BuildEvent.Woken(), wake);
        } else {
            Runnable later = execution.guarded(() -> wake(wake));
            Workers.watching().schedule(later, left.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void launch(BuildAction action, int unit, List<Workplace> places) throws Exception {
        if (execution.notes().running(unit) != null) {
            return;
        }
        EngineRun started;
        try {
            started = start(action, places);
        } catch (IOException | RequestAbortedException e) {
            if (hasGone(e, places)) {
                again(action);
                return;
            }
            String why = "can't be started: " + e.getMessage();
            execution.tell(
                    action instanceof BuildAction.Run
                            ? new BuildEvent.Lost(unit, "the engine run " + why)
                            : new BuildEvent.Sent(unit, 0, "it " + why),
                    action);
            return;
        }
        boolean stopped = execution.notes().started(action, started);
        Saves.ask(execution.getContext());
        if (stopped) {
            halt(new BuildAction.Stop(unit));
        }
        execution.hands().rounds(started.place()).begin();
    }

    /** Whether something could not be started since an agent has gone just then, which is found out the next time. */
    private boolean hasGone(Exception e, List<Workplace> places) throws IOException, InterruptedException {
        Hands hands = execution.hands();
        return Destination.isCutOff(e) || isCutOff(places) || places.stream().anyMatch(hands::isAwaited);
    }

    private EngineRun start(BuildAction action, List<Workplace> places) throws IOException, InterruptedException {
        Workplace from = places.get(0);
        if (action instanceof BuildAction.Run run) {
            return EngineRun.start(run, execution.getContext(), from);
        }
        BuildAction.Send send = (BuildAction.Send) action;
        Workplace to = places.get(1);
        return from.equals(to)
                ? EngineRun.start(send, execution.getContext(), from)
                : execution.hands().relays().write(Relay.of(send, from, to));
    }

    private void analyze(BuildAction.Analyze action, Workplace place) throws Exception {
        try {
            ImageAnalysis begun = ImageAnalysis.start(action, execution.getContext(), place);
            synchronized (this) {
                analysis = begun;
                if (analysisStopped) {
                    begun.stop();
                }
            }
            lookAt(begun, action);
        } catch (IOException e) {
            execution.tell(new BuildEvent.Analyzed(Analysis.failed(e.getMessage(), 0)), action);
        }
    }

    /** No thread waits for an analysis: from time to time one asks whether it has ended. */
    private void lookAt(ImageAnalysis begun, BuildAction.Analyze action) throws Exception {
        if (begun.hasEnded()) {
            execution.tell(begun.end(), action);
        } else {
            Runnable again = execution.guarded(() -> lookAt(begun, action));
            Workers.watching().schedule(again, ImageAnalysis.PAUSE, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void stopAnalysis() {
        analysisStopped = true;
        if (analysis != null) {
            analysis.stop();
        }
    }

    private void halt(BuildAction.Stop stop) throws Exception {
        EngineRun run = execution.notes().running(stop.unit());
        if (run != null) {
            Halts.end(run, execution.getContext(), () -> execution.notes().done(stop));
        } else {
            execution.hands().relays().stop(stop);
        }
    }
}
