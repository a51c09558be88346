package jenkins.model;

import hudson.model.Action;
import hudson.model.Actionable;

/** Declaration of the Jenkins type of this name. */
public abstract class Tab implements Action, Badgeable {
    protected transient Actionable object;

    public Tab(Actionable object) {
        throw null;
    }
}
