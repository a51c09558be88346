package jenkins.util;

import hudson.model.BuildListener;
import hudson.model.TaskListener;
import java.io.PrintStream;

/** Declaration of the Jenkins type of this name. */
public final class BuildListenerAdapter implements BuildListener {
    public BuildListenerAdapter(TaskListener delegate) {
        throw null;
    }

    public static BuildListener wrap(TaskListener delegate) {
        throw null;
    }

    @Override
    public PrintStream getLogger() {
        throw null;
    }
}
