package io.jenkins.plugins.multistagebuild.build;

import java.io.Serializable;
import java.util.List;

/** Puts all hosts in order when the run has ended. */
final class Cleaning implements Serializable {

    private static final long serialVersionUID = 1L;

    private int open;

    /** What is to be done for it. */
    List<BuildAction> begin(Hosts hosts) {
        List<BuildAction> actions = hosts.clean();
        open = actions.size();
        return actions.isEmpty() ? List.of(new BuildAction.End()) : actions;
    }

    /** Something happened after the run had ended: the last host to be in order is the end of all. */
    List<BuildAction> on(BuildEvent event, LogSink logs) {
        if (event instanceof BuildEvent.Cleaned cleaned) {
            if (cleaned.problem() != null) {
                logs.say("temporary images could not be removed: " + cleaned.problem());
            }
            open--;
            return open == 0 ? List.of(new BuildAction.End()) : List.of();
        }
        return List.of();
    }
}
