package jenkins.security;

import hudson.ExtensionPoint;
import java.util.List;

/** Declaration of the Jenkins type of this name. */
public abstract class QueueItemAuthenticatorProvider implements ExtensionPoint {
    public abstract List<QueueItemAuthenticator> getAuthenticators();
}
