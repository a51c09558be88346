package io.jenkins.plugins.multistagebuild.step;

import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Looks after the engine runs of a step at one place, by one look after the other until none is left, and tells the step's execution
 * what is new.
 */
final class Rounds implements Watch.Listener {

    /** Open pages ask every two seconds; one that is late once is still there. */
    private static final long SHOWN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final MultiStageBuildExecution execution;
    private final Workplace place;
    private final Watch watch;
    private final Label label;
    private final Cadence cadence = new Cadence();
    private boolean looking;
    /** Number of the look that is due: an earlier one is not. */
    private int due;

    private volatile boolean news = true;
    private volatile long shownAt = System.nanoTime() - SHOWN_NANOS;

    Rounds(MultiStageBuildExecution execution, Workplace place) {
        this.execution = execution;
        this.place = place;
        this.label = new Label(execution.getContext());
        this.watch = new Watch(place, execution.getContext(), this);
    }

    /** Something has begun at the place: looks soon, however rarely it has looked by now. */
    synchronized void begin() {
        cadence.quicken();
        if (!looking) {
            lookIn(Cadence.SHORTEST_MILLIS);
        }
    }

    Workplace place() {
        return place;
    }

    /** Somebody sees how the build stands: for a while nothing new waits for a rare look. */
    void shown() {
        shownAt = System.nanoTime();
    }

    /** Whether the agent could not be reached at the last look. */
    boolean isWaitingForAgent() {
        return watch.isWaitingForAgent();
    }

    private synchronized void lookIn(long milliseconds) {
        looking = false;
        if (execution.notes().isWatched(place)) {
            int number = ++due;
            Workers.watching().schedule(execution.guarded(() -> look(number)), milliseconds, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized boolean isDue(int number) {
        looking |= number == due;
        return number == due;
    }

    private void look(int number) throws Exception {
        if (!isDue(number)) {
            return;
        }
        long begun = System.nanoTime();
        List<EngineRun> runs = execution.notes().running(place);
        boolean brought = watch.look(runs);
        long took = System.nanoTime() - begun;
        if (news && execution.notes().isWatched(place)) {
            news = false;
            label.show(execution.build());
        }
        boolean shown = System.nanoTime() - shownAt < SHOWN_NANOS;
        boolean brief = runs.stream().anyMatch(EngineRun::isSending);
        synchronized (this) {
            long pause = cadence.next(brought, brief, took, Workers.looksWaiting());
            lookIn(shown ? Cadence.SHORTEST_MILLIS : pause);
        }
    }

    @Override
    public long consumed(int unit) {
        return execution.build().consumed(unit);
    }

    @Override
    public void printed(int unit, byte[] bytes) throws IOException, InterruptedException {
        execution.printed(unit, bytes);
        news = true;
    }

    @Override
    public void ended(BuildEvent event) throws Exception {
        Relay relay = event instanceof BuildEvent.Sent sent ? execution.notes().relay(sent.unit()) : null;
        if (relay == null || !execution.hands().relays().goesOn(relay, (BuildEvent.Sent) event)) {
            execution.tell(event, null);
        }
    }

    @Override
    public void say(String line) throws IOException, InterruptedException {
        execution.say(line);
    }

    @Override
    public void gone() throws Exception {
        if (place.own() == null) {
            execution.giveUp(Destination.removed());
        } else {
            lost();
        }
    }

    /** An agent that the queue gave won't come back; its work goes on elsewhere. */
    private void lost() throws Exception {
        String why = Presence.why(place);
        execution.tell(new BuildEvent.Silent(place.nodeName(), why), null);
        for (EngineRun run : execution.notes().running(place)) {
            execution.tell(run.isSending() ? run.lost(why) : new BuildEvent.Exited(run.unit(), 1, null), null);
        }
    }
}
