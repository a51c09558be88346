package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.plan.Plan;
import java.io.Serializable;
import java.util.List;

/** Puts all hosts in order when the run has ended, or before that where the run itself leaves nothing to be put in order. */
final class Cleaning implements Serializable {

    private static final long serialVersionUID = 2L;

    private int open;
    private boolean begun;
    private boolean over;

    /**
     * What can be done for it while the run builds: one engine run of BuildKit makes no image but the one asked for, so that
     * only runs that were killed have left something.
     */
    List<BuildAction> early(Hosts hosts, Plan plan, RunRules rules) {
        boolean one = !hosts.isSpread() && plan.units().size() == 1 && !rules.keepGoing();
        return one && !hosts.there().get(0).isClassic() ? clean(hosts) : List.of();
    }

    /** The run has ended: what is to be done still. */
    List<BuildAction> begin(Hosts hosts) {
        over = true;
        List<BuildAction> actions = begun ? List.of() : clean(hosts);
        return open == 0 ? List.of(new BuildAction.End()) : actions;
    }

    private List<BuildAction> clean(Hosts hosts) {
        List<BuildAction> actions = hosts.clean();
        begun = true;
        open = actions.size();
        return actions;
    }

    /** A host is in order, or something else happened after the run had ended: the last host to be in order is the end of all. */
    List<BuildAction> on(BuildEvent event, LogSink logs) {
        if (event instanceof BuildEvent.Cleaned cleaned) {
            if (cleaned.problem() != null) {
                logs.say("temporary images could not be removed: " + cleaned.problem());
            }
            open--;
            return over && open == 0 ? List.of(new BuildAction.End()) : List.of();
        }
        return List.of();
    }
}
