package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Does what a build asks for, in the threads of {@link Workers}, and tells the step's execution what came of it. */
final class Errands {

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
            if (action instanceof BuildAction.Run run) {
                launch(run);
            } else if (action instanceof BuildAction.Send send) {
                launch(send);
            } else if (action instanceof BuildAction.Stop stop) {
                halt(stop);
            } else if (action instanceof BuildAction.Wake wake) {
                wake(wake);
            } else if (action instanceof BuildAction.Analyze image) {
                analyze(image);
            } else if (action instanceof BuildAction.StopAnalysis) {
                stopAnalysis();
            } else if (action instanceof BuildAction.End) {
                execution.finish();
            } else {
                if (action instanceof BuildAction.ReadImage image) {
                    execution.noteBase(image.host());
                }
                execution.tell(Questions.answer(action, execution.getContext(), execution.workplace()), action);
            }
        }));
    }

    private void wake(BuildAction.Wake wake) {
        long left = Math.max(0, Duration.between(Instant.now(), wake.at()).toMillis());
        Runnable told = execution.guarded(() -> execution.tell(new BuildEvent.Woken(), wake));
        Workers.watching().schedule(told, left, TimeUnit.MILLISECONDS);
    }

    private void launch(BuildAction.Run run) throws Exception {
        if (execution.running(run.unit()) != null) {
            return;
        }
        EngineRun started;
        try {
            started = EngineRun.start(run, execution.getContext(), execution.workplace());
        } catch (IOException e) {
            execution.tell(new BuildEvent.Lost(run.unit(), "the engine run can't be started: " + e.getMessage()), run);
            return;
        }
        started(run, started);
    }

    private void launch(BuildAction.Send send) throws Exception {
        if (execution.running(send.unit()) != null) {
            return;
        }
        EngineRun started;
        try {
            started = EngineRun.start(send, execution.getContext(), execution.workplace());
        } catch (IOException e) {
            execution.tell(new BuildEvent.Sent(send.unit(), 0, "it can't be started: " + e.getMessage()), send);
            return;
        }
        started(send, started);
    }

    private void started(BuildAction action, EngineRun started) throws Exception {
        boolean stopped = execution.started(action, started);
        Saves.ask(execution.getContext());
        if (stopped) {
            halt(new BuildAction.Stop(started.unit()));
        }
        execution.rounds().begin();
    }

    private void analyze(BuildAction.Analyze action) throws Exception {
        try {
            ImageAnalysis begun = ImageAnalysis.start(action, execution.getContext(), execution.workplace());
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

    private void halt(BuildAction.Stop stop) {
        EngineRun run = execution.running(stop.unit());
        if (run != null) {
            Halts.end(run, execution.workplace(), execution.getContext(), () -> execution.done(stop));
        }
    }
}
