package org.jenkinsci.plugins.durabletask.executors;

import hudson.model.Queue;

/** Declaration of the Jenkins type of this name. */
public interface ContinuedTask extends Queue.Task {
    boolean isContinued();
}
