package io.jenkins.plugins.multistagebuild.step;

import hudson.FilePath;
import hudson.remoting.RequestAbortedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells agents that will come back from those that won't, and that they are away where nobody watches them. One that is there
 * without what the step left on it is another one of the same name.
 */
final class Presence {

    private static final Logger LOGGER = Logger.getLogger(Presence.class.getName());

    /** By name of the agent. */
    private final Map<String, Absence> absences = new HashMap<>();

    private final Map<String, Absence> lacks = new HashMap<>();
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

    /** How an agent stands. */
    enum Standing {
        THERE,
        /** It is not there as it was, but may be again. */
        AWAITED,
        /** It has been removed or replaced, or is away too long. */
        GONE
    }

    /** How an agent stands now. */
    Standing of(Workplace place) {
        boolean connected = place.find() != null;
        boolean intact = connected && isIntact(place);
        boolean watched = !intact && isWatched.test(place);
        synchronized (this) {
            Absence absence = absences.computeIfAbsent(place.node(), node -> new Absence());
            Absence lack = lacks.computeIfAbsent(place.node(), node -> new Absence(Absence.LACK_SECONDS));
            if (connected) {
                absence.ends();
                if (!intact) {
                    if (lack.begins() && !watched) {
                        say.accept(Absence.lackWords(place.nodeName()));
                    }
                    return lack.isTooLong() ? Standing.GONE : Standing.AWAITED;
                }
                lack.ends();
                if (told.remove(place.node())) {
                    say.accept(Absence.backWords(place.nodeName()));
                }
                return Standing.THERE;
            }
            lack.ends();
            absence.begins();
            if (place.isRemoved() || absence.isTooLong()) {
                return Standing.GONE;
            }
            if (!watched && told.add(place.node())) {
                say.accept(Absence.words(place.nodeName(), ""));
            }
            return Standing.AWAITED;
        }
    }

    /** What can't be seen is found out by whoever tries to work there. */
    private static boolean isIntact(Workplace place) {
        try {
            FilePath found = place.find();
            return place.own() == null || found == null || place.isIntact(found);
        } catch (IOException | RequestAbortedException e) {
            LOGGER.log(Level.FINE, e, () -> "could not look at " + place);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** Why an agent that is gone counts as lost. */
    static String why(Workplace place) {
        return place.find() == null
                ? Destination.WHY
                : "what the step had left there is gone, or another agent has got its name";
    }
}
