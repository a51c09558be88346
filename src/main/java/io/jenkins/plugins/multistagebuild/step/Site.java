package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.slaves.WorkspaceList;
import java.io.IOException;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * An agent while it is made ready.
 *
 * @param node the agent; null where the step's context does not tell
 * @param directory the current directory; it need not be there on an agent that the queue gave
 * @param own variables of commands; null on the agent around the step, where the step's context has them
 * @param lease what keeps the workspace for the step; null on the agent around the step, which has one
 */
record Site(
        @CheckForNull Node node,
        FilePath directory,
        @CheckForNull TreeMap<String, String> own,
        @CheckForNull WorkspaceList.Lease lease) {

    /** What tells processes of the step on an agent from others: {@link Launcher#kill} finds them by it. */
    static final String COOKIE = "JENKINS_NODE_COOKIE";

    /** The agent around the step. */
    static Site around(StepContext context) throws IOException, InterruptedException {
        return new Site(context.get(Node.class), context.get(FilePath.class), null, null);
    }

    /** An agent that the queue gave; its workspace is nobody else's as long as the lease is kept. */
    static Site hired(Computer computer, int executor, StepContext context) throws IOException, InterruptedException {
        Node node = computer.getNode();
        Run<?, ?> run = context.get(Run.class);
        FilePath workspace =
                node != null && run.getParent() instanceof TopLevelItem item ? node.getWorkspaceFor(item) : null;
        if (node == null || workspace == null) {
            throw new IOException("it has no room for a workspace, or is not connected any more");
        }
        WorkspaceList.Lease lease = computer.getWorkspaceList().allocate(workspace);
        try {
            return new Site(node, lease.path, variables(computer, node, executor, run, lease.path, context), lease);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lease.release();
            throw e;
        }
    }

    /** As a {@code node} would set them. */
    private static TreeMap<String, String> variables(
            Computer computer, Node node, int executor, Run<?, ?> run, FilePath workspace, StepContext context)
            throws IOException, InterruptedException {
        TaskListener listener = context.get(TaskListener.class);
        EnvVars agent = new EnvVars(computer.getEnvironment());
        agent.overrideExpandingAll(computer.buildEnvironment(listener));
        EnvVars env = run.getEnvironment(listener);
        env.putAll(agent);
        env.put(COOKIE, UUID.randomUUID().toString());
        env.put("NODE_NAME", Workplace.nodeName(node.getNodeName()));
        env.put("EXECUTOR_NUMBER", Integer.toString(executor));
        env.put(
                "NODE_LABELS",
                node.getAssignedLabels().stream().map(Object::toString).collect(Collectors.joining(" ")));
        env.put("WORKSPACE", workspace.getRemote());
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary != null) {
            env.put("WORKSPACE_TMP", temporary.getRemote());
        }
        return new TreeMap<>(env);
    }

    Launcher launcher(StepContext context) throws IOException, InterruptedException {
        if (own == null || node == null) {
            return context.get(Launcher.class);
        }
        return node.createLauncher(context.get(TaskListener.class));
    }

    EnvVars env(StepContext context) throws IOException, InterruptedException {
        return own == null ? context.get(EnvVars.class) : new EnvVars(own);
    }

    String nodeName() {
        return node != null && own != null ? node.getNodeName() : FilePathUtils.getNodeName(directory);
    }
}
