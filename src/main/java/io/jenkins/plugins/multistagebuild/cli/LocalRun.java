package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.build.LogSink;
import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.docker.ClientAnswers;
import io.jenkins.plugins.multistagebuild.docker.CommandRunner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Carries out a run's actions with processes of this machine. One thread tells the run its events; the others only read
 * what processes print, and wait when it comes faster than it is taken.
 */
final class LocalRun {

    private static final int WAITING_EVENTS = 64;
    private static final long SIGNAL_MILLIS = 200;

    private final Build build;
    private final LogSink logs;

    private final CommandRunner prober;
    private final Runnable meanwhile;
    private final CommandRunner runner = new LocalCommandRunner();
    private final CommandRunner surveyor = new ClientAnswers(runner);
    private final BlockingQueue<BuildEvent> events = new ArrayBlockingQueue<>(WAITING_EVENTS);
    private final Map<Integer, Stoppable> running = new HashMap<>();
    private ImageAnalysis analysis;
    private final PriorityQueue<Instant> times = new PriorityQueue<>();

    /**
     * A run that has not begun.
     *
     * @param prober what asks a single host what it can do
     * @param meanwhile what is begun as soon as an engine works, which leaves this process little to do
     */
    LocalRun(Build build, LogSink logs, CommandRunner prober, Runnable meanwhile) {
        this.build = build;
        this.logs = logs;
        this.prober = prober;
        this.meanwhile = meanwhile;
    }

    /** Runs to the end. An interrupt of the thread ends the run early, and well. */
    Outcome run() {
        Deque<BuildAction> actions = new ArrayDeque<>();
        tell(new BuildEvent.Begin(), actions);
        while (true) {
            try {
                BuildAction action = actions.poll();
                if (action instanceof BuildAction.End) {
                    return build.outcome(Instant.now());
                } else if (action != null) {
                    carryOut(action, actions);
                } else {
                    tell(next(), actions);
                }
            } catch (InterruptedException e) {
                tell(new BuildEvent.Abort("interrupted"), actions);
            }
        }
    }

    /** The next event; that a time has come is one too. */
    private BuildEvent next() throws InterruptedException {
        if (events.isEmpty()) {
            logs.flush();
        }
        while (!times.isEmpty()) {
            long left = Duration.between(Instant.now(), times.peek()).toMillis();
            BuildEvent event = left > 0 ? events.poll(left, TimeUnit.MILLISECONDS) : events.poll();
            if (event != null) {
                return event;
            } else if (!times.peek().isAfter(Instant.now())) {
                times.remove();
                return new BuildEvent.Woken();
            }
        }
        return events.take();
    }

    private void tell(BuildEvent event, Deque<BuildAction> actions) {
        if (isFailure(event)) {
            hearSignal(actions);
        }
        List<BuildAction> answer = build.on(event, Instant.now(), logs);
        actions.addAll(answer);
    }

    private static boolean isFailure(BuildEvent event) {
        return event instanceof BuildEvent.ProbeFailed
                || event instanceof BuildEvent.Exited exited && exited.exitStatus() != 0;
    }

    /** A signal that a terminal sends reaches the client too, and may have ended it before we hear of it. */
    private void hearSignal(Deque<BuildAction> actions) {
        try {
            Thread.sleep(SIGNAL_MILLIS);
        } catch (InterruptedException e) {
            tell(new BuildEvent.Abort("interrupted"), actions);
        }
    }

    private void carryOut(BuildAction action, Deque<BuildAction> actions) throws InterruptedException {
        if (action instanceof BuildAction.Probe probe) {
            tell(HostQuestions.probe(probe, prober), actions);
        } else if (action instanceof BuildAction.Survey survey) {
            HostQuestions.survey(survey, surveyor, events);
        } else if (action instanceof BuildAction.Ask ask) {
            HostQuestions.ask(ask.host(), events);
        } else if (action instanceof BuildAction.Weigh weigh) {
            HostQuestions.weigh(weigh, events);
        } else if (action instanceof BuildAction.Send send) {
            start(send, actions);
        } else if (action instanceof BuildAction.Run run) {
            start(run, actions);
        } else if (action instanceof BuildAction.Stop stop) {
            running.get(stop.unit()).stop();
        } else if (action instanceof BuildAction.ReadImage image) {
            tell(image.answer(runner), actions);
        } else if (action instanceof BuildAction.Analyze image) {
            analysis = ImageAnalysis.start(image, events);
        } else if (action instanceof BuildAction.StopAnalysis) {
            analysis.stop();
        } else if (action instanceof BuildAction.Wake wake) {
            times.add(wake.at());
        } else if (action instanceof BuildAction.Clean clean) {
            HostCleaning.start(clean, runner, events);
        }
    }

    private void start(BuildAction.Run run, Deque<BuildAction> actions) {
        boolean first = running.isEmpty();
        try {
            running.put(run.unit(), EngineRun.start(run, events));
            if (first) {
                meanwhile.run();
            }
        } catch (IOException e) {
            tell(new BuildEvent.Lost(run.unit(), "the engine run can't be started: " + e.getMessage()), actions);
        }
    }

    private void start(BuildAction.Send send, Deque<BuildAction> actions) {
        try {
            running.put(send.unit(), Sending.start(send, events));
        } catch (IOException e) {
            tell(new BuildEvent.Sent(send.unit(), 0, "it can't be started: " + e.getMessage()), actions);
        }
    }
}
