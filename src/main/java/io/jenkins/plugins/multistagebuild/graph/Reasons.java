package io.jenkins.plugins.multistagebuild.graph;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Why a stage is built, or why not. */
final class Reasons {

    private final Draft target;
    private final List<Draft> asked;
    private final Map<Draft, String> neededBy = new HashMap<>();

    Reasons(List<Draft> drafts, List<Draft> asked, BitSet needed) {
        this.target = asked.get(0);
        this.asked = asked;
        remember(target);
        for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
            remember(drafts.get(i));
        }
    }

    private void remember(Draft user) {
        if (user.replaced) {
            return;
        }
        if (user.parent != null) {
            remember(user.parent, user, user.line());
        }
        for (Draft.Link link : user.links()) {
            Draft source = link.stage();
            if (source != null && source != user) {
                remember(source, user, link.line());
            }
        }
    }

    private void remember(Draft source, Draft user, int line) {
        neededBy.putIfAbsent(source, "needed by " + user.displayName() + " (line " + line + ")");
    }

    String of(Draft draft) {
        if (draft == target) {
            return "target";
        }
        String reason = neededBy.get(draft);
        if (reason != null) {
            return reason;
        }
        return asked.contains(draft) ? "also built" : "not needed by " + target.displayName();
    }
}
