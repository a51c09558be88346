package hudson.model.listeners;

import hudson.ExtensionPoint;

/** Declaration of the Jenkins type of this name. */
public class ItemListener implements ExtensionPoint {
    public void onBeforeShutdown() {
        throw null;
    }
}
