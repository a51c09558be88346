package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.dockerfile.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What the graph's checks say; each message names what is wrong and a way out. */
final class Messages {

    private static final int NAMES = 12;

    private Messages() {}

    static String unknownStage(String role, String name, Collection<String> names) {
        String known = names.isEmpty()
                ? "no stage of the file has a name; give one with FROM … AS name"
                : "stages: " + list(names);
        return role + " " + Quoted.text(name) + ": no stage of that name; " + known + Suggestion.text(name, names);
    }

    static String forward(Draft.Link link, Draft source, Draft user) {
        return link.place() + ": the stage " + source.displayName() + " (line " + source.line()
                + ") comes after the stage " + user.displayName() + " that needs it; move it before line "
                + user.line();
    }

    /** An image whose name is close to that of a stage. */
    static String misspelled(Draft.Link link, Draft user, List<Draft> all, String close) {
        List<String> before = all.subList(0, user.index).stream()
                .filter(draft -> draft.name() != null)
                .map(Draft::displayName)
                .toList();
        return link.place() + ": no stage of that name, so this is an image; stages before it: "
                + (before.isEmpty() ? "none" : list(before)) + " (did you mean " + close + "?)";
    }

    static String cycle(CycleCheck.Cycle cycle) {
        List<String> members = cycle.members().stream().map(Draft::displayName).toList();
        String circle = members.size() == 2
                ? "the stage " + members.get(0) + " needs itself"
                : "stages need each other in a circle: "
                        + (members.size() <= NAMES ? String.join(" needs ", members) : list(members));
        return circle + "; copy from an earlier stage instead";
    }

    static String badImage(String place, String name, String fault, Collection<String> names) {
        return place + Quoted.text(name) + ": " + fault + Suggestion.text(name, names);
    }

    static String list(Collection<String> names) {
        String listed = names.stream().limit(NAMES).map(Quoted::text).collect(Collectors.joining(", "));
        return names.size() > NAMES ? listed + ", …" : listed;
    }
}
