package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.listeners.ItemListener;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The few threads that all builds of a controller share: some that look after running engine runs, some that wait for
 * short docker commands, some that end engine runs, some that copy between agents. A running engine run holds none of them.
 */
public final class Workers {

    private static final int WATCHING = 10;
    private static final int COMMANDS = 10;
    private static final int ENDING = 10;
    private static final int COPYING = 10;

    private static @CheckForNull ScheduledThreadPoolExecutor watching;
    private static @CheckForNull ScheduledThreadPoolExecutor commands;
    private static @CheckForNull ScheduledThreadPoolExecutor ending;
    private static @CheckForNull ScheduledThreadPoolExecutor copying;

    private Workers() {}

    /** Threads for quick looks at agents. */
    static synchronized ScheduledExecutorService watching() {
        if (watching == null) {
            watching = pool("watching", WATCHING);
        }
        return watching;
    }

    /** Threads for what waits for an answer of an engine. */
    static synchronized ScheduledExecutorService commands() {
        if (commands == null) {
            commands = pool("commands", COMMANDS);
        }
        return commands;
    }

    /** Threads for what ends engine runs, so that it waits for nothing else. */
    static synchronized ScheduledExecutorService ending() {
        if (ending == null) {
            ending = pool("ending", ENDING);
        }
        return ending;
    }

    /** Threads for what is copied from one agent to another. */
    static synchronized ScheduledExecutorService copying() {
        if (copying == null) {
            copying = pool("copying", COPYING);
        }
        return copying;
    }

    private static ScheduledThreadPoolExecutor pool(String name, int size) {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(
                size, new NamingThreadFactory(new DaemonThreadFactory(), "multiStageBuild " + name));
        pool.setKeepAliveTime(1, TimeUnit.MINUTES);
        pool.allowCoreThreadTimeOut(true);
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }

    private static synchronized void end() {
        if (watching != null) {
            watching.shutdownNow();
            watching = null;
        }
        if (commands != null) {
            commands.shutdownNow();
            commands = null;
        }
        if (ending != null) {
            ending.shutdownNow();
            ending = null;
        }
        if (copying != null) {
            copying.shutdownNow();
            copying = null;
        }
    }

    /** Ends the threads with the controller; builds go on where they were saved. */
    @Extension
    public static final class EndWithController extends ItemListener {
        @Override
        public void onBeforeShutdown() {
            end();
        }
    }

    /** Something to do that may fail. */
    interface Task {
        void run() throws Exception;
    }
}
