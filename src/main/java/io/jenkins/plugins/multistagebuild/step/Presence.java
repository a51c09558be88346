package io.jenkins.plugins.multistagebuild.step;

import java.util.HashMap;
import java.util.Map;

/** Tells agents that will come back from those that won't. */
final class Presence {

    private final Map<String, Absence> absences = new HashMap<>();

    /** Whether an agent is away and is waited for: not if it has been removed, or is away too long. */
    synchronized boolean isAwaited(Workplace place) {
        Absence absence = absences.computeIfAbsent(place.node(), node -> new Absence());
        if (place.find() != null) {
            absence.ends();
            return false;
        }
        absence.begins();
        return !place.isRemoved() && !absence.isTooLong();
    }
}
