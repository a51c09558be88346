package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.model.Run;

/** Declaration of the Jenkins type of this name. */
public abstract class RunListener<R extends Run> implements ExtensionPoint {
    public void onDeleted(R r) {
        throw null;
    }
}
