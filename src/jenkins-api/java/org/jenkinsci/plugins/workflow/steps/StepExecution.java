package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;

/** Declaration of the Jenkins type of this name. */
public abstract class StepExecution implements Serializable {
    protected StepExecution(StepContext context) {
        throw null;
    }

    public StepContext getContext() {
        throw null;
    }

    public abstract boolean start() throws Exception;

    public void stop(Throwable cause) throws Exception {
        throw null;
    }

    public void onResume() {
        throw null;
    }

    public String getStatus() {
        throw null;
    }
}
