package org.jenkinsci.plugins.workflow.flow;

/** Declaration of the Jenkins type of this name. */
public abstract class FlowExecution {
    public abstract FlowExecutionOwner getOwner();
}
