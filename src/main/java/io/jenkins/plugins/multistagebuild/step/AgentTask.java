package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueListener;
import hudson.model.queue.QueueTaskDispatcher;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessControlled;
import io.jenkins.plugins.multistagebuild.page.Texts;
import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.durabletask.executors.ContinuedTask;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * Asks the queue for an executor of an agent that builds stages of a step. The queue writes it to disk, so it knows its step by
 * name only. Two are the same if they are the same request of the same step.
 */
@ExportedBean
public final class AgentTask implements ContinuedTask, Serializable, AccessControlled {

    private static final long serialVersionUID = 1L;
    /** How long a request waits, after a restart, until it is asked whether its build goes on at all. */
    private static final long DOUBT_SECONDS = 10;

    /** Told wherever its item in the queue is. */
    private static final int WITH_ITEM = 999;

    private final String run;
    private final String step;
    private final int number;
    private final String label;
    private final @CheckForNull String user;
    private final @CheckForNull String node;
    private transient volatile boolean doubted;

    /**
     * A request.
     *
     * @param run the build, as {@link Run#getExternalizableId} names it
     * @param step id of the step's node in the flow
     * @param number what tells it from other requests of the step
     * @param label which agents will do
     * @param user id of the user as whom the build runs; null for the system
     * @param node name of the agent whose executor it had before the controller was restarted; null where it had none
     */
    AgentTask(String run, String step, int number, String label, @CheckForNull String user, @CheckForNull String node) {
        this.run = run;
        this.step = step;
        this.number = number;
        this.label = label;
        this.user = user;
        this.node = node;
    }

    /** Another request of the same step. */
    AgentTask of(int other, @CheckForNull String place) {
        return new AgentTask(run, step, other, label, user, place);
    }

    String label() {
        return label;
    }

    /** What tells the step from all others. */
    String key() {
        return run + "/" + step;
    }

    int number() {
        return number;
    }

    @CheckForNull
    String user() {
        return user;
    }

    /** The build; null where it has been deleted. */
    @CheckForNull
    Run<?, ?> run() {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return Run.fromExternalizableId(run);
        }
    }

    @Override
    public Queue.Executable createExecutable() {
        return new AgentUse(this);
    }

    @Override
    public boolean isContinued() {
        return node != null;
    }

    @Override
    @CheckForNull
    public Label getAssignedLabel() {
        if (node == null) {
            return Label.get(label);
        }
        return node.isEmpty() ? Jenkins.get().getSelfLabel() : Label.get(node);
    }

    /** It is asked often and under the queue's lock, so its build is not looked at here. */
    @Override
    @CheckForNull
    public CauseOfBlockage getCauseOfBlockage() {
        Agents agents = Agents.of(key());
        if (agents != null) {
            return null;
        }
        if (!doubted) {
            doubted = true;
            Workers.ending().schedule(this::leaveIfOver, DOUBT_SECONDS, TimeUnit.SECONDS);
        }
        return new Blockage("agent.buildWaits", "");
    }

    /** A build that has ended needs nothing, though a crash may have left its request. */
    private void leaveIfOver() {
        doubted = false;
        Run<?, ?> build = run();
        if (build == null || !build.isBuilding()) {
            Queue.getInstance().cancel(this);
        }
    }

    @Override
    public Queue.Task getOwnerTask() {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return job() instanceof Queue.Task task ? task : this;
        }
    }

    @CheckForNull
    private Job<?, ?> job() {
        return Jenkins.get().getItemByFullName(run.substring(0, run.lastIndexOf('#')), Job.class);
    }

    @Override
    @CheckForNull
    public Queue.Executable getOwnerExecutable() {
        return run() instanceof Queue.Executable build ? build : null;
    }

    @Override
    public String getAffinityKey() {
        return getOwnerTask().getName() + " " + step;
    }

    @Override
    public long getEstimatedDuration() {
        Run<?, ?> build = run();
        return build == null ? -1 : build.getEstimatedDuration();
    }

    @Exported(visibility = WITH_ITEM)
    @Override
    public String getUrl() {
        Run<?, ?> build = run();
        return build == null ? "" : build.getUrl();
    }

    @Exported
    @Override
    public String getDisplayName() {
        return words(null);
    }

    /**
     * What it is for, in words.
     *
     * @param place name of the agent that works for it; null where none has come
     */
    String words(@CheckForNull String place) {
        Run<?, ?> build = run();
        String name = build == null ? run : build.getFullDisplayName();
        String stages = stages(place);
        return stages.isEmpty() ? Texts.of("agent.task", name) : Texts.of("agent.stages", name, stages);
    }

    /** The stages that it is for, in words; empty where none are known. */
    String stages(@CheckForNull String place) {
        Agents agents = Agents.of(key());
        return agents == null ? "" : agents.stages(place);
    }

    @Exported(visibility = WITH_ITEM)
    @Override
    public String getName() {
        return getDisplayName();
    }

    @Exported
    @Override
    public String getFullDisplayName() {
        return getDisplayName();
    }

    /** That of the build, or of its job where it has been deleted, so that somebody can always end it. */
    @Override
    public ACL getACL() {
        Run<?, ?> build = run();
        if (build != null) {
            return build.getACL();
        }
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            Job<?, ?> job = job();
            return job == null ? Jenkins.get().getACL() : job.getACL();
        }
    }

    @Override
    public void checkAbortPermission() {
        checkPermission(Item.CANCEL);
    }

    @Override
    public boolean hasAbortPermission() {
        return hasPermission(Item.CANCEL);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgentTask task
                && task.run.equals(run)
                && task.step.equals(step)
                && task.number == number;
    }

    @Override
    public int hashCode() {
        return Objects.hash(run, step, number);
    }

    @Override
    public String toString() {
        return "AgentTask " + number + " of " + key();
    }

    /** Why something can't be run. */
    private static final class Blockage extends CauseOfBlockage {

        private final String key;
        private final String node;

        Blockage(String key, String node) {
            this.key = key;
            this.node = node;
        }

        @Override
        public String getShortDescription() {
            return Texts.of(key, node);
        }
    }

    /** Keeps an agent from building twice for one step, and what goes on after a restart where it was. */
    @Extension
    public static final class Dispatcher extends QueueTaskDispatcher {
        @Override
        @CheckForNull
        public CauseOfBlockage canTake(Node place, Queue.BuildableItem item) {
            if (!(item.task instanceof AgentTask task)) {
                return null;
            }
            String name = place.getNodeName();
            if (task.node != null) {
                return task.node.equals(name) ? null : new Blockage("agent.goesOn", task.node);
            }
            Agents agents = Agents.of(task.key());
            return agents != null && agents.isTaken(name) ? new Blockage("agent.taken", name) : null;
        }
    }

    /** Tells a step that somebody has cancelled its request in the queue. */
    @Extension
    public static final class Cancellation extends QueueListener {
        @Override
        public void onLeft(Queue.LeftItem left) {
            if (left.isCancelled() && left.task instanceof AgentTask task) {
                Agents agents = Agents.of(task.key());
                if (agents != null) {
                    Workers.ending().execute(() -> agents.cancelled(task));
                }
            }
        }
    }
}
