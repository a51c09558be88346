package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Where the step works, in words that survive a restart.
 *
 * @param node name of the agent
 * @param directory absolute path of the current directory of commands
 * @param temporary absolute path of this step's own temporary directory
 * @param cache absolute path of the directory for what later builds on the agent may use again; it need not be there
 * @param own variables of commands; null for the agent around the step, where the step's context has them
 */
record Workplace(
        String node, String directory, String temporary, String cache, @CheckForNull TreeMap<String, String> own)
        implements Serializable {

    /** The directory; null while the agent is not connected. */
    @CheckForNull
    FilePath find() {
        return FilePathUtils.find(node, directory);
    }

    /** The directory, with an agent that is connected. */
    FilePath require() throws IOException {
        FilePath found = find();
        if (found == null) {
            throw new IOException("agent " + nodeName() + " is not connected");
        }
        return found;
    }

    /**
     * Whether what the step needs is still on an agent that is connected: another agent may have got its name.
     *
     * @param found the directory there
     */
    boolean isIntact(FilePath found) throws IOException, InterruptedException {
        return own == null
                ? found.isDirectory()
                : found.child(Sources.DOCKERFILE).exists();
    }

    /** What starts commands. */
    Launcher launcher(StepContext context) throws IOException, InterruptedException {
        if (own == null) {
            return context.get(Launcher.class);
        }
        Node place = place();
        if (place == null) {
            throw new IOException("agent " + nodeName() + " has been removed");
        }
        return place.createLauncher(context.get(TaskListener.class));
    }

    /** The variables of commands. */
    EnvVars env(StepContext context) throws IOException, InterruptedException {
        return own == null ? context.get(EnvVars.class) : new EnvVars(own);
    }

    /** One of the variables that this place has of its own; null where there is none. */
    @CheckForNull
    String variable(String name) {
        TreeMap<String, String> variables = own;
        return variables == null ? null : variables.get(name);
    }

    /** Whether Jenkins knows the agent no longer. */
    boolean isRemoved() {
        return place() == null;
    }

    @CheckForNull
    private Node place() {
        return node.isEmpty() ? Jenkins.get() : Jenkins.get().getNode(node);
    }

    /** What people call the agent. */
    String nodeName() {
        return nodeName(node);
    }

    /** What people call the agent of a name. */
    static String nodeName(String node) {
        return node.isEmpty() ? "built-in" : node;
    }
}
