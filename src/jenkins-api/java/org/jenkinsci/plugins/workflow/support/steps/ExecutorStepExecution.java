package org.jenkinsci.plugins.workflow.support.steps;

import jenkins.model.CauseOfInterruption;

/** Declaration of the Jenkins type of this name. */
public class ExecutorStepExecution {
    private ExecutorStepExecution() {
        throw null;
    }
    /** Declaration of the Jenkins type of this name. */
    public static final class QueueTaskCancelled extends CauseOfInterruption {
        public QueueTaskCancelled() {
            throw null;
        }
    }
    /** Declaration of the Jenkins type of this name. */
    public static final class RemovedNodeTimeoutCause extends CauseOfInterruption {
        public RemovedNodeTimeoutCause() {
            throw null;
        }
    }
}
