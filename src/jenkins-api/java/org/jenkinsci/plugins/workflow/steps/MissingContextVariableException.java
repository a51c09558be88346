package org.jenkinsci.plugins.workflow.steps;

/** Declaration of the Jenkins type of this name. */
public class MissingContextVariableException extends Exception {
    public MissingContextVariableException(Class<?> type, StepDescriptor d) {
        throw null;
    }
}
