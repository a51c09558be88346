package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What works for a step in this session of the controller; nothing of it is saved. */
final class Hands {

    private final MultiStageBuildExecution execution;
    private final Errands errands;
    private final Relays relays;
    private final Presence presence;
    private final Map<String, Rounds> rounds = new HashMap<>();
    private final ContextStash stash;
    /** Null where the queue gives none. */
    private final @CheckForNull Agents agents;

    private Hands(MultiStageBuildExecution execution, ContextStash stash, @CheckForNull Agents agents) {
        this.execution = execution;
        this.stash = stash;
        this.agents = agents;
        this.errands = new Errands(execution);
        this.relays = new Relays(execution);
        this.presence = new Presence(place -> execution.notes().isWatched(place), line -> Workers.commands()
                .execute(execution.guarded(() -> execution.say(line))));
    }

    /** Those of a step whose node in the flow has an id. */
    static Hands of(MultiStageBuildExecution execution, MultiStageBuildStep step, String id, Crew crew)
            throws IOException, InterruptedException {
        String label = step.getAgents();
        String run = execution.getContext().get(Run.class).getExternalizableId();
        return new Hands(
                execution,
                new ContextStash(step, execution.getContext()),
                label == null
                        ? null
                        : new Agents(execution, step, crew, new AgentTask(run, id, 0, label, crew.user(), null)));
    }

    Errands errands() {
        return errands;
    }

    Relays relays() {
        return relays;
    }

    ContextStash stash() {
        return stash;
    }

    /** The executors of the step; null where the queue gives it none. */
    @CheckForNull
    Agents agents() {
        return agents;
    }

    /** Asks the queue for executors, or gives one back. */
    void staff(BuildAction action) throws IOException, InterruptedException {
        if (agents == null) {
            return;
        }
        if (action instanceof BuildAction.Release release) {
            Workplace place = execution.notes().place(release.host().name());
            if (release.clean() != null && place != null && place.find() != null) {
                Questions.answer(release.clean(), execution.getContext(), place);
            }
            agents.release(release.host().name());
        } else {
            Workplace main = execution.notes().main();
            if (agents.balance()) {
                stash.begin(main);
            }
        }
    }

    /** Whether an agent is away and is waited for. */
    boolean isAwaited(Workplace place) {
        return presence.of(place) == Presence.Standing.AWAITED;
    }

    /** Whether an agent won't come back. */
    boolean isGone(Workplace place) {
        return presence.of(place) == Presence.Standing.GONE;
    }

    /** What looks after the engine runs at a place. */
    synchronized Rounds rounds(Workplace place) {
        return rounds.computeIfAbsent(place.node(), node -> new Rounds(execution, place));
    }

    /** Somebody sees how the build stands. */
    synchronized void shown() {
        rounds.values().forEach(Rounds::shown);
    }

    /** What goes on, for whoever wonders why a build does not end. */
    String status() {
        String away;
        synchronized (this) {
            away = rounds.values().stream()
                    .filter(Rounds::isWaitingForAgent)
                    .map(each -> each.place().nodeName())
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
        Notes notes = execution.notes();
        return away.isEmpty()
                ? notes.running().size() + " engine run(s) going on at "
                        + notes.places().stream().map(Workplace::nodeName).collect(Collectors.joining(", "))
                        + ", waiting for " + notes.pending().size() + " other answer(s)"
                : "waiting for agent " + away + " to come back";
    }
}
