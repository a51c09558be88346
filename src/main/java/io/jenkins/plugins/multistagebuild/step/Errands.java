package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Does what a build asks for, in the threads of {@link Workers}, and tells the step's execution what came of it. */
final class Errands {

    private static final long PATIENCE_MILLIS = 2_000;

    private final MultiStageBuildExecution execution;
    /** Null until the image is looked into, and after a restart until that is begun again. */
    private @CheckForNull ImageAnalysis analysis;

    private boolean analysisStopped;

    Errands(MultiStageBuildExecution execution) {
        this.execution = execution;
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
        boolean patient = !(action instanceof BuildAction.Clean);
        if (places.size() < hosts.size()) {
            execution.tell(Destination.gone(action), action);
        } else if (patient && places.stream().anyMatch(hands::isAwaited)) {
            Workers.watching().schedule(() -> carryOut(action), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } else if (action instanceof BuildAction.Run run) {
            launch(run, run.unit(), places);
        } else if (action instanceof BuildAction.Send send) {
            launch(send, send.unit(), places);
        } else if (action instanceof BuildAction.Analyze image) {
            analyze(image, places.get(0));
        } else {
            if (action instanceof BuildAction.ReadImage image) {
                execution.noteBase(image.host(), places.get(0));
            }
            execution.tell(Questions.answer(action, execution.getContext(), places.get(0)), action);
        }
    }

    private void wake(BuildAction.Wake wake) {
        long left = Math.max(0, Duration.between(Instant.now(), wake.at()).toMillis());
        Runnable told = execution.guarded(() -> execution.tell(new BuildEvent.Woken(), wake));
        Workers.watching().schedule(told, left, TimeUnit.MILLISECONDS);
    }

    private void launch(BuildAction action, int unit, List<Workplace> places) throws Exception {
        if (execution.notes().running(unit) != null) {
            return;
        }
        EngineRun started;
        try {
            started = start(action, places);
        } catch (IOException e) {
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
