package io.jenkins.plugins.multistagebuild.build;

import java.util.ArrayList;
import java.util.List;

/** Lists of what is to be done, in order. */
final class Actions {

    private Actions() {}

    static List<BuildAction> with(List<BuildAction> first, List<BuildAction> then) {
        List<BuildAction> actions = new ArrayList<>(first);
        actions.addAll(then);
        return actions;
    }
}
