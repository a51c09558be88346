package org.jenkinsci.plugins.workflow.log;

import hudson.console.ConsoleLogFilter;
import hudson.model.BuildListener;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** Declaration of the Jenkins type of this name. */
public abstract class TaskListenerDecorator implements Serializable {
    public abstract OutputStream decorate(OutputStream logger) throws IOException, InterruptedException;

    public static TaskListenerDecorator merge(TaskListenerDecorator original, TaskListenerDecorator subsequent) {
        throw null;
    }

    public static TaskListenerDecorator fromConsoleLogFilter(ConsoleLogFilter filter) {
        throw null;
    }

    public static BuildListener apply(
            TaskListener listener, FlowExecutionOwner owner, TaskListenerDecorator mainDecorator) {
        throw null;
    }
}
