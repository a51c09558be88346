package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Queue;
import hudson.model.User;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticator;
import jenkins.security.QueueItemAuthenticatorProvider;
import org.springframework.security.core.Authentication;

/** Lets what agents do for a step run as the user as whom its build runs, before other providers are asked. */
@Extension(ordinal = 958)
public final class AgentAuthentication extends QueueItemAuthenticatorProvider {

    @Override
    public List<QueueItemAuthenticator> getAuthenticators() {
        return List.of(new OfBuild());
    }

    private static final class OfBuild extends QueueItemAuthenticator {
        @Override
        @CheckForNull
        public Authentication authenticate2(Queue.Task task) {
            String name = task instanceof AgentTask asked ? asked.user() : null;
            if (name == null) {
                return null;
            }
            User user = Jenkins.ANONYMOUS2.getName().equals(name) ? null : User.getById(name, false);
            return user == null ? Jenkins.ANONYMOUS2 : user.impersonate2();
        }
    }
}
