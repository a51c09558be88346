package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Where a step works: the agent around it, if there is one, and those that the queue gave it. Its owner guards it by the
 * monitor under which it is saved.
 */
final class Crew implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Roster roster;
    /** The workplace around the step, or that of the first agent; null until it has been looked at. */
    private @CheckForNull Workplace main;
    /** Dockerfile and context; null until they have been read. */
    private @CheckForNull BuildSources sources;
    /** Whether agents are hired: else all hosts are reached from the one. */
    private boolean hires;
    /** Id of the user as whom the build runs; null for the system. */
    private @CheckForNull String user;
    /** Those of the agents that the queue gave, by the number of their request. */
    private final TreeMap<Integer, Workplace> hired = new TreeMap<>();

    private int changes;

    Crew(Roster roster) {
        this.roster = roster;
    }

    /** How often it was changed, or may have been. */
    int changes() {
        return changes;
    }

    /** The requests, for whoever is going to change them. */
    Roster roster() {
        changes++;
        return roster;
    }

    @CheckForNull
    Workplace main() {
        return main;
    }

    /**
     * The build begins at a place.
     *
     * @param number the request that brought the agent; 0 for the one around the step
     * @param from Dockerfile and context
     */
    void begin(int number, Workplace place, BuildSources from) {
        changes++;
        main = place;
        sources = from;
        if (number > 0) {
            hired.put(number, place);
            roster.settled(number);
        }
    }

    BuildSources sources() {
        return Objects.requireNonNull(sources, "nobody joins before the Dockerfile has been read");
    }

    @CheckForNull
    String user() {
        return user;
    }

    /** Agents are going to be hired as a user; null for the system. */
    void hires(@CheckForNull String name) {
        changes++;
        hires = true;
        user = name;
    }

    void hire(int number, Workplace place) {
        changes++;
        hired.put(number, place);
    }

    @CheckForNull
    Workplace hired(int number) {
        return hired.get(number);
    }

    void dismiss(int number) {
        changes++;
        hired.remove(number);
    }

    /** The workplace of a host, from which it is reached; null where that was an agent that is here no longer. */
    @CheckForNull
    Workplace of(String host) {
        return hired.values().stream()
                .filter(place -> place.nodeName().equals(host))
                .findFirst()
                .orElse(hires && main != null && !main.nodeName().equals(host) ? null : main);
    }

    /** The request that brought a host; null where none did. */
    @CheckForNull
    Integer number(String host) {
        return hired.entrySet().stream()
                .filter(entry -> entry.getValue().nodeName().equals(host))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** All workplaces. */
    List<Workplace> all() {
        List<Workplace> all = new ArrayList<>(hired.values());
        if (main != null && !all.contains(main)) {
            all.add(main);
        }
        return all;
    }

    /** Notes what an event means for those who have come, and what is asked for. */
    void happened(BuildEvent event, List<BuildAction> actions) {
        String host = event instanceof BuildEvent.Surveyed surveyed
                ? surveyed.host()
                : event instanceof BuildEvent.SurveyFailed failed ? failed.host() : null;
        Integer number = host == null ? null : number(host);
        if (number != null) {
            changes++;
            roster.settled(number);
        }
        for (BuildAction action : actions) {
            if (action instanceof BuildAction.Request request) {
                changes++;
                roster.want(request.hosts());
            }
        }
    }
}
