package hudson.model.queue;

import hudson.model.TaskListener;

/** Declaration of the Jenkins type of this name. */
public abstract class CauseOfBlockage {
    public abstract String getShortDescription();

    public void print(TaskListener listener) {
        throw null;
    }
}
