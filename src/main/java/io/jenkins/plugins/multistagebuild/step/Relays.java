package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Carries out hand-overs between agents. Writing and reading are durable tasks; only the copy between them is begun again
 * after a restart of the controller or of a connection. It takes a thread, and no more memory than what is on its way, since
 * whoever sends waits for who receives.
 */
final class Relays {

    private static final long PAUSE_SECONDS = 5;
    private static final int TRIES = 3;

    private final MultiStageBuildExecution execution;
    private final Map<Integer, Future<?>> copies = new ConcurrentHashMap<>();

    Relays(MultiStageBuildExecution execution) {
        this.execution = execution;
    }

    /** Lets the one write what is handed over. */
    EngineRun write(Relay relay) throws IOException, InterruptedException {
        execution.notes().relayed(relay);
        return EngineRun.write(relay, execution.getContext());
    }

    /** Goes on where an earlier session of the controller had stopped. */
    void resume(Relay relay) {
        if (relay.stage() == Relay.Stage.COPYING) {
            copy(relay, TRIES);
        } else if (relay.stage() == Relay.Stage.READING) {
            Workers.commands().execute(execution.guarded(() -> read(relay)));
        }
    }

    /** A command has ended; tells whether the hand-over goes on. */
    boolean goesOn(Relay relay, BuildEvent.Sent ended) throws Exception {
        if (ended.problem() != null) {
            return false;
        } else if (relay.stage() == Relay.Stage.READING) {
            execution.tell(new BuildEvent.Sent(relay.unit(), relay.bytes(), null), null);
            return true;
        }
        Relay next = relay.copying();
        execution.notes().relayed(next);
        copy(next, TRIES);
        return true;
    }

    /** Ends a copy; tells whether one went on. */
    boolean stop(BuildAction.Stop stop) throws Exception {
        Future<?> copy = copies.remove(stop.unit());
        if (copy == null) {
            return false;
        }
        copy.cancel(true);
        execution.tell(stopped(stop), stop);
        return true;
    }

    private static BuildEvent.Sent stopped(BuildAction.Stop stop) {
        return new BuildEvent.Sent(stop.unit(), 0, "it was stopped");
    }

    private void copy(Relay relay, int tries) {
        copies.put(relay.unit(), Workers.copying().submit(execution.guarded(() -> copyNow(relay, tries))));
    }

    private void copyNow(Relay relay, int tries) throws Exception {
        String problem = null;
        long bytes = 0;
        try {
            bytes = transfer(relay);
        } catch (IOException | RequestAbortedException e) {
            problem = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            // Whoever interrupts says why.
            return;
        }
        boolean away =
                execution.hands().isAwaited(relay.from()) || execution.hands().isAwaited(relay.to());
        if (problem != null && (away || tries > 1)) {
            int left = away ? tries : tries - 1;
            copies.put(
                    relay.unit(),
                    Workers.copying()
                            .schedule(execution.guarded(() -> copyNow(relay, left)), PAUSE_SECONDS, TimeUnit.SECONDS));
            return;
        }
        if (copies.remove(relay.unit()) == null) {
            return;
        }
        if (problem != null) {
            execution.tell(
                    new BuildEvent.Sent(
                            relay.unit(),
                            0,
                            "it can't be copied from " + relay.from().nodeName() + " to "
                                    + relay.to().nodeName() + ": " + problem),
                    null);
            return;
        }
        Relay next = relay.reading(bytes);
        execution.notes().relayed(next);
        read(next);
    }

    static long transfer(Relay relay) throws IOException, InterruptedException {
        FilePath source = relay.from().require().child(relay.file());
        FilePath target = relay.to().require().child(relay.file());
        long bytes = source.length();
        source.copyTo(target);
        target.chmod(0600);
        if (target.length() != bytes) {
            throw new IOException(target.length() + " bytes of " + bytes + " have arrived");
        }
        source.delete();
        return bytes;
    }

    private void read(Relay relay) throws Exception {
        BuildAction.Stop stop = new BuildAction.Stop(relay.unit());
        if (execution.notes().pending().contains(stop)) {
            execution.tell(stopped(stop), stop);
            return;
        }
        if (execution.hands().isAwaited(relay.to())) {
            Workers.watching().schedule(execution.guarded(() -> read(relay)), PAUSE_SECONDS, TimeUnit.SECONDS);
            return;
        }
        @CheckForNull EngineRun started = null;
        String problem = null;
        try {
            started = EngineRun.read(relay, execution.getContext());
        } catch (IOException | RequestAbortedException e) {
            problem = "it can't be read: " + e.getMessage();
        }
        if (started == null) {
            execution.tell(new BuildEvent.Sent(relay.unit(), 0, problem), null);
        } else {
            if (execution.notes().started(null, started)) {
                Halts.end(
                        started, execution.getContext(), () -> execution.notes().done(stop));
            }
            Saves.ask(execution.getContext());
            execution.hands().rounds(started.place()).begin();
        }
    }
}
