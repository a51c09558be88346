package hudson.model;

import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.ScheduleResult;
import hudson.model.queue.SubTask;
import java.util.Collection;
import java.util.concurrent.Future;
import jenkins.model.FullyNamedModelObject;
import jenkins.model.queue.AsynchronousExecution;
import org.springframework.security.core.Authentication;

/** Declaration of the Jenkins type of this name. */
public class Queue {
    private Queue() {
        throw null;
    }

    public static Queue getInstance() {
        throw null;
    }

    public ScheduleResult schedule2(Task p, int quietPeriod, Action... actions) {
        throw null;
    }

    public boolean cancel(Task p) {
        throw null;
    }

    public Item getItem(Task t) {
        throw null;
    }

    public Future<?> scheduleMaintenance() {
        throw null;
    }
    /** Declaration of the Jenkins type of this name. */
    public interface Task extends FullyNamedModelObject, SubTask {
        default CauseOfBlockage getCauseOfBlockage() {
            throw null;
        }

        String getName();

        @Override
        String getFullDisplayName();

        default String getAffinityKey() {
            throw null;
        }

        default void checkAbortPermission() {
            throw null;
        }

        @Override
        String getUrl();

        default boolean isConcurrentBuild() {
            throw null;
        }

        default Collection<? extends SubTask> getSubTasks() {
            throw null;
        }

        default Authentication getDefaultAuthentication2() {
            throw null;
        }
    }
    /** Declaration of the Jenkins type of this name. */
    public interface Executable extends Runnable {
        SubTask getParent();

        default Executable getParentExecutable() {
            throw null;
        }

        @Override
        void run() throws AsynchronousExecution;

        default long getEstimatedDuration() {
            throw null;
        }

        @Override
        String toString();
    }
    /** Declaration of the Jenkins type of this name. */
    public abstract static class Item extends Actionable {
        public final Task task = declared();

        private static Task declared() {
            throw null;
        }

        public abstract CauseOfBlockage getCauseOfBlockage();
    }
    /** Declaration of the Jenkins type of this name. */
    public abstract static class NotWaitingItem extends Item {}
    /** Declaration of the Jenkins type of this name. */
    public static final class BuildableItem extends NotWaitingItem {
        private BuildableItem() {
            throw null;
        }

        @Override
        public CauseOfBlockage getCauseOfBlockage() {
            throw null;
        }
    }
    /** Declaration of the Jenkins type of this name. */
    public static final class LeftItem extends Item {
        private LeftItem() {
            throw null;
        }

        @Override
        public CauseOfBlockage getCauseOfBlockage() {
            throw null;
        }

        public boolean isCancelled() {
            throw null;
        }
    }
}
