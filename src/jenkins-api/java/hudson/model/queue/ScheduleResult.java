package hudson.model.queue;

import hudson.model.Queue;

/** Declaration of the Jenkins type of this name. */
public abstract class ScheduleResult {
    public boolean isRefused() {
        throw null;
    }

    public Queue.Item getItem() {
        throw null;
    }
}
