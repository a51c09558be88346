package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds stages that copy from or mount each other in a circle. FROM is not part of it, and unneeded stages are. */
final class CycleCheck {

    /**
     * A circle.
     *
     * @param line a line that leads into it
     * @param stage the first stage of the file from which it is reached
     * @param members the stages of the circle, the first one again at the end
     */
    record Cycle(int line, Draft stage, List<Draft> members) {}

    /** Where the walk is: a stage and those of its references not yet followed. */
    private record Step(Draft stage, Iterator<Draft> open) {}

    private final byte[] state;

    private static final byte ON_PATH = 1;
    private static final byte DONE = 2;

    private CycleCheck(int stages) {
        this.state = new byte[stages];
    }

    /** The first circle of a file, or null. */
    @CheckForNull
    static Cycle find(List<Draft> drafts) {
        CycleCheck check = new CycleCheck(drafts.size());
        for (Draft draft : drafts) {
            Cycle cycle = check.state[draft.index] == 0 ? check.walk(draft) : null;
            if (cycle != null) {
                return cycle;
            }
        }
        return null;
    }

    @CheckForNull
    private Cycle walk(Draft start) {
        Deque<Step> path = new ArrayDeque<>();
        path.addLast(enter(start));
        while (!path.isEmpty()) {
            Step step = path.peekLast();
            if (!step.open().hasNext()) {
                state[step.stage().index] = DONE;
                path.removeLast();
                continue;
            }
            Draft next = step.open().next();
            if (state[next.index] == ON_PATH) {
                return cycle(start, path, next);
            }
            if (state[next.index] == 0) {
                path.addLast(enter(next));
            }
        }
        return null;
    }

    private Step enter(Draft draft) {
        state[draft.index] = ON_PATH;
        return new Step(draft, lines(draft).keySet().iterator());
    }

    private static Cycle cycle(Draft start, Deque<Step> path, Draft closing) {
        List<Draft> stages = new ArrayList<>(path.stream().map(Step::stage).toList());
        Draft second = stages.size() > 1 ? stages.get(1) : closing;
        List<Draft> members = new ArrayList<>(stages.subList(stages.indexOf(closing), stages.size()));
        members.add(closing);
        return new Cycle(lines(start).get(second), start, members);
    }

    /** The stages that a stage refers to, each with the last line that does. */
    private static Map<Draft, Integer> lines(Draft draft) {
        Map<Draft, Integer> lines = new LinkedHashMap<>();
        for (Draft.Link link : draft.ownLinks) {
            if (link.stage() != null) {
                lines.put(link.stage(), link.line());
            }
        }
        return lines;
    }
}
