package io.jenkins.plugins.multistagebuild.graph;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;

/** What can be reached from some stages over all edges. */
final class Reach {

    private Reach() {}

    /**
     * Indices of the stages that are reached.
     *
     * @param throughReplaced whether also what a stage would need that a build context replaces: the engine checks that,
     *     but does not build it
     */
    static BitSet from(Collection<Draft> starts, boolean throughReplaced) {
        BitSet reached = new BitSet();
        Deque<Draft> open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            Draft draft = open.removeLast();
            if (reached.get(draft.index)) {
                continue;
            }
            reached.set(draft.index);
            if (draft.replaced && !throughReplaced) {
                continue;
            }
            if (draft.parent != null) {
                open.addLast(draft.parent);
            }
            for (Draft.Link link : draft.links()) {
                Draft source = link.stage();
                if (source != null) {
                    open.addLast(source);
                }
            }
        }
        return reached;
    }
}
