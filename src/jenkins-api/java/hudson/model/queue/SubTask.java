package hudson.model.queue;

import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.ResourceActivity;
import java.io.IOException;
import jenkins.model.queue.ITask;

/** Declaration of the Jenkins type of this name. */
public interface SubTask extends ResourceActivity, ITask {
    default Label getAssignedLabel() {
        throw null;
    }

    default Node getLastBuiltOn() {
        throw null;
    }

    default long getEstimatedDuration() {
        throw null;
    }

    Queue.Executable createExecutable() throws IOException;

    default Queue.Task getOwnerTask() {
        throw null;
    }

    default Queue.Executable getOwnerExecutable() {
        throw null;
    }

    @Override
    default String getUrl() {
        throw null;
    }
}
