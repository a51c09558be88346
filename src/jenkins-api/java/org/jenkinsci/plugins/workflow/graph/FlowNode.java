package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Action;
import hudson.model.Actionable;

/** Declaration of the Jenkins type of this name. */
public abstract class FlowNode extends Actionable {
    public String getId() {
        throw null;
    }

    @Override
    public void addAction(Action a) {
        throw null;
    }
}
