package hudson.model.queue;

import hudson.ExtensionPoint;
import hudson.model.Queue;

/** Declaration of the Jenkins type of this name. */
public abstract class QueueListener implements ExtensionPoint {
    public void onLeft(Queue.LeftItem li) {
        throw null;
    }
}
