package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** What a step has to do, what goes on for it, and where; read and changed under the monitor under which it is saved. */
final class Notes {

    private final MultiStageBuildExecution execution;
    private final Agenda agenda;
    private final Crew crew;

    Notes(MultiStageBuildExecution execution, Agenda agenda, Crew crew) {
        this.execution = execution;
        this.agenda = agenda;
        this.crew = crew;
    }

    /** Where the step has begun. */
    Workplace main() {
        synchronized (execution) {
            return Objects.requireNonNull(crew.main(), "nothing runs before the workspace has been looked at");
        }
    }

    /** The workplace of a host; null where that was an agent that is here no longer. */
    @CheckForNull
    Workplace place(String host) {
        synchronized (execution) {
            return crew.of(host);
        }
    }

    /** All workplaces. */
    List<Workplace> places() {
        synchronized (execution) {
            return crew.all();
        }
    }

    /** Whether there is something to look after at a place. */
    boolean isWatched(Workplace place) {
        return !execution.hasEnded() && !running(place).isEmpty();
    }

    /** Notes that an engine run goes on; tells whether it was to be stopped meanwhile. */
    boolean started(@CheckForNull BuildAction action, EngineRun run) {
        synchronized (execution) {
            return agenda.started(action, run);
        }
    }

    /** Notes that an action is done that no event answers. */
    void done(BuildAction action) {
        synchronized (execution) {
            agenda.done(action);
        }
    }

    /** Notes how far a hand-over between agents is. */
    void relayed(Relay relay) throws IOException, InterruptedException {
        synchronized (execution) {
            agenda.relayed(relay);
        }
        Saves.ask(execution.getContext());
    }

    /** The hand-over between agents that is an engine run; null where that is none. */
    @CheckForNull
    Relay relay(int unit) {
        synchronized (execution) {
            return agenda.relay(unit);
        }
    }

    /** The hand-overs between agents that no command carries on. */
    List<Relay> relays() {
        synchronized (execution) {
            return agenda.relays().stream()
                    .filter(relay -> agenda.running(relay.unit()) == null)
                    .toList();
        }
    }

    /** Actions that have been asked for and not yet answered. */
    List<BuildAction> pending() {
        synchronized (execution) {
            return agenda.pending();
        }
    }

    /** The engine runs that go on. */
    List<EngineRun> running() {
        synchronized (execution) {
            return agenda.running();
        }
    }

    /** The engine runs that go on at a place. */
    List<EngineRun> running(Workplace place) {
        synchronized (execution) {
            return agenda.running(place);
        }
    }

    /** The engine run of a unit; null where none goes on. */
    @CheckForNull
    EngineRun running(int unit) {
        synchronized (execution) {
            return agenda.running(unit);
        }
    }
}
