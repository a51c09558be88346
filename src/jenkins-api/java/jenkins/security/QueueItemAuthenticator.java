package jenkins.security;

import hudson.ExtensionPoint;
import hudson.model.Queue;
import org.springframework.security.core.Authentication;

/** Declaration of the Jenkins type of this name. */
public abstract class QueueItemAuthenticator implements ExtensionPoint {
    public Authentication authenticate2(Queue.Task task) {
        throw null;
    }
}
