package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Executor;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.util.Collection;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import jenkins.model.NodeListener;
import jenkins.model.queue.AsynchronousExecution;
import org.jenkinsci.plugins.durabletask.executors.ContinuableExecutable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Holds an executor, without a thread, as long as its agent builds for a step. */
@ExportedBean
public final class AgentUse implements ContinuableExecutable, AccessControlled {

    private final AgentTask task;
    private volatile @CheckForNull Holding holding;
    /** Name of the agent; null until it runs. */
    private volatile @CheckForNull String node;

    AgentUse(AgentTask task) {
        this.task = task;
    }

    /** Gives the executor back at once where nobody needs it any longer. */
    @Override
    public void run() throws AsynchronousExecution {
        Executor executor = Executor.currentExecutor();
        Agents agents = Agents.of(task.key());
        if (executor == null || agents == null) {
            return;
        }
        node = executor.getOwner().getName();
        Holding held = new Holding(task);
        holding = held;
        if (!agents.came(task, executor.getOwner(), executor.getNumber(), held)) {
            holding = null;
            return;
        }
        throw held;
    }

    @Override
    public boolean willContinue() {
        Holding held = holding;
        return held != null && !held.over;
    }

    @Override
    public AgentTask getParent() {
        return task;
    }

    @Override
    @CheckForNull
    public Queue.Executable getParentExecutable() {
        return task.getOwnerExecutable();
    }

    /** The build, for its page and its executor's cell; null where it has been deleted. */
    @CheckForNull
    public Run<?, ?> getRun() {
        return task.run();
    }

    @Exported
    public String getFullDisplayName() {
        return getDisplayName();
    }

    @Exported
    public String getDisplayName() {
        return task.words(node);
    }

    /** The stages that are built or left there, for its executor's cell; empty where there are none, or none are known. */
    public String getStages() {
        return task.stages(node);
    }

    @Exported
    public @CheckForNull String getUrl() {
        return task.getUrl();
    }

    @Exported
    @Override
    public long getEstimatedDuration() {
        return task.getEstimatedDuration();
    }

    @Override
    public ACL getACL() {
        return task.getACL();
    }

    @Override
    public String toString() {
        return "AgentUse of " + task;
    }

    /** Keeps the executor busy until it is told that it is over. */
    static final class Holding extends AsynchronousExecution {

        private static final long serialVersionUID = 1L;

        private final transient AgentTask task;
        private volatile boolean over;

        Holding(AgentTask task) {
            this.task = task;
        }

        /** Gives the executor back. */
        void end() {
            if (!over) {
                over = true;
                completed(null);
            }
        }

        /** Somebody ends what the executor does: that ends the step, as it would end the steps inside a {@code node}. */
        @Override
        public void interrupt(boolean forShutdown) {
            if (!forShutdown) {
                Workers.ending().execute(() -> {
                    Executor executor = getExecutor();
                    Collection<CauseOfInterruption> causes =
                            executor == null ? List.of() : executor.getCausesOfInterruption();
                    Agents agents = Agents.of(task.key());
                    if (agents == null) {
                        end();
                    } else {
                        agents.interrupted(causes.toArray(new CauseOfInterruption[0]));
                    }
                });
            }
        }

        @Override
        public boolean blocksRestart() {
            return false;
        }

        @Override
        public boolean displayCell() {
            return true;
        }
    }

    /** Tells steps that Jenkins knows an agent no longer. */
    @Extension
    public static final class Removal extends NodeListener {
        @Override
        protected void onDeleted(Node deleted) {
            Agents.deleted(deleted.getNodeName());
        }
    }
}
