package io.jenkins.plugins.multistagebuild.step;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Tells agents that will come back from those that won't, and that they are away where nobody watches them. */
final class Presence {

    private final Map<String, Absence> absences = new HashMap<>();
    /** Names of the agents that were told to be away. */
    private final Set<String> told = new HashSet<>();

    private final Predicate<Workplace> isWatched;
    private final Consumer<String> say;

    /**
     * Nobody is known to be away.
     *
     * @param isWatched whether somebody watches an agent, who then tells that it is away
     * @param say takes what is told; it waits for nothing
     */
    Presence(Predicate<Workplace> isWatched, Consumer<String> say) {
        this.isWatched = isWatched;
        this.say = say;
    }

    /** Whether an agent is away and is waited for: not if it has been removed, or is away too long. */
    boolean isAwaited(Workplace place) {
        boolean there = place.find() != null;
        boolean silent = !there && !isWatched.test(place);
        synchronized (this) {
            Absence absence = absences.computeIfAbsent(place.node(), node -> new Absence());
            if (there) {
                absence.ends();
                if (told.remove(place.node())) {
                    say.accept(Absence.backWords(place.nodeName()));
                }
                return false;
            }
            absence.begins();
            if (place.isRemoved() || absence.isTooLong()) {
                return false;
            }
            if (silent && told.add(place.node())) {
                say.accept(Absence.words(place.nodeName(), ""));
            }
            return true;
        }
    }
}
