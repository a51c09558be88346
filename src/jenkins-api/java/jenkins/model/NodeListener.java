package jenkins.model;

import hudson.ExtensionPoint;
import hudson.model.Node;

/** Declaration of the Jenkins type of this name. */
public abstract class NodeListener implements ExtensionPoint {
    protected void onDeleted(Node node) {
        throw null;
    }
}
