package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Descriptor;
import java.util.Map;
import java.util.Set;

/** Declaration of the Jenkins type of this name. */
public abstract class StepDescriptor extends Descriptor<Step> {
    public abstract Set<? extends Class<?>> getRequiredContext();

    public abstract String getFunctionName();

    @Deprecated
    public Step newInstance(Map<String, Object> arguments) throws Exception {
        throw null;
    }

    public String argumentsToString(Map<String, Object> namedArgs) {
        throw null;
    }
}
