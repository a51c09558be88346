package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a step has to do and what goes on for it, to be taken up again after a restart. Its owner guards it by the monitor
 * under which it is saved.
 */
final class Agenda implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Actions that have been asked for and not yet answered. */
    private final List<BuildAction> pending = new ArrayList<>();
    /** Engine runs that have been started and have not ended, by unit. */
    private final Map<Integer, EngineRun> running = new TreeMap<>();
    /** Hand-overs between agents that go on, by the number of the engine run that they are. */
    private final Map<Integer, Relay> relays = new TreeMap<>();

    private int changes;

    /** How often it was changed. */
    int changes() {
        return changes;
    }

    List<BuildAction> pending() {
        return List.copyOf(pending);
    }

    List<EngineRun> running() {
        return List.copyOf(running.values());
    }

    /** Those that go on at a place. */
    List<EngineRun> running(Workplace place) {
        return running.values().stream()
                .filter(run -> run.place().equals(place))
                .toList();
    }

    @CheckForNull
    EngineRun running(int unit) {
        return running.get(unit);
    }

    List<Relay> relays() {
        return List.copyOf(relays.values());
    }

    @CheckForNull
    Relay relay(int unit) {
        return relays.get(unit);
    }

    /** Notes how far a hand-over between agents is, where no command does it. */
    void relayed(Relay relay) {
        changes++;
        relays.put(relay.unit(), relay);
        running.remove(relay.unit());
    }

    /** Notes an event with the action that it answers, if any, and the actions that it calls for. */
    void happened(BuildEvent event, @CheckForNull BuildAction answered, List<BuildAction> actions) {
        changes++;
        if (event instanceof BuildEvent.Exited exited) {
            running.remove(exited.unit());
        } else if (event instanceof BuildEvent.Lost lost) {
            running.remove(lost.unit());
        } else if (event instanceof BuildEvent.Sent sent) {
            running.remove(sent.unit());
            relays.remove(sent.unit());
        }
        pending.remove(answered);
        if (event instanceof BuildEvent.Analyzed) {
            pending.remove(new BuildAction.StopAnalysis());
        }
        pending.addAll(actions);
    }

    /** Notes that an engine run goes on; tells whether it was to be stopped meanwhile. */
    boolean started(@CheckForNull BuildAction action, EngineRun run) {
        changes++;
        running.put(run.unit(), run);
        pending.remove(action);
        return pending.contains(new BuildAction.Stop(run.unit()));
    }

    /** Notes that an action is done that no event answers. */
    void done(BuildAction action) {
        changes++;
        pending.remove(action);
    }
}
