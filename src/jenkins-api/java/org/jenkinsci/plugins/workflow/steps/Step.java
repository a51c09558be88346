package org.jenkinsci.plugins.workflow.steps;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;

/** Declaration of the Jenkins type of this name. */
public abstract class Step extends AbstractDescribableImpl<Step> implements ExtensionPoint {
    public StepDescriptor getDescriptor() {
        throw null;
    }

    public abstract StepExecution start(StepContext context) throws Exception;
}
