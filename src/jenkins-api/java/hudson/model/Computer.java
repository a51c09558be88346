package hudson.model;

/** Declaration of the Jenkins type of this name. */
public abstract class Computer extends Actionable {
    public static final java.util.concurrent.ExecutorService threadPoolForRemoting = null;

    public String getName() {
        throw null;
    }

    public hudson.slaves.WorkspaceList getWorkspaceList() {
        throw null;
    }

    public hudson.EnvVars getEnvironment() throws java.io.IOException, InterruptedException {
        throw null;
    }

    public hudson.EnvVars buildEnvironment(TaskListener listener) throws java.io.IOException, InterruptedException {
        throw null;
    }

    public abstract hudson.remoting.VirtualChannel getChannel();

    public Node getNode() {
        throw null;
    }
}
