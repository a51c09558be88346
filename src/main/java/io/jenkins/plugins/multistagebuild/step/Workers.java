package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;

/**
 * The few threads that all builds of a controller share: some that look after running engine runs, some that wait for
 * short docker commands, some that end engine runs, some that copy between agents. A running engine run holds none of them.
 * They end with the controller: what is given to them after that is dropped, and done by the next session.
 */
public final class Workers {

    private static final Map<Kind, ScheduledThreadPoolExecutor> POOLS = new EnumMap<>(Kind.class);
    /** The controller whose threads these are. */
    private static @CheckForNull Jenkins owner;

    private static boolean ended;

    private Workers() {}

    /** What threads are for. */
    private enum Kind {
        WATCHING(10),
        /** Some of these bring or read whole workspaces, and some wait for an agent that does not answer. */
        COMMANDS(100),
        ENDING(10),
        COPYING(10);

        private final int most;

        Kind(int most) {
            this.most = most;
        }
    }

    /** Threads for quick looks at agents. */
    static ScheduledExecutorService watching() {
        return pool(Kind.WATCHING);
    }

    /** How many quick looks wait for their time. */
    static int looksWaiting() {
        return pool(Kind.WATCHING).getQueue().size();
    }

    /** Threads for what waits for an answer of an engine. */
    static ScheduledExecutorService commands() {
        return pool(Kind.COMMANDS);
    }

    /** Threads for what ends engine runs, so that it waits for nothing else. */
    static ScheduledExecutorService ending() {
        return pool(Kind.ENDING);
    }

    /** Threads for what is copied from one agent to another. */
    static ScheduledExecutorService copying() {
        return pool(Kind.COPYING);
    }

    private static synchronized ScheduledThreadPoolExecutor pool(Kind kind) {
        begin();
        return POOLS.computeIfAbsent(kind, Workers::make);
    }

    /** A test starts several controllers in one process, one after the other. */
    private static void begin() {
        Jenkins now = Jenkins.get();
        if (owner != now) {
            owner = now;
            ended = false;
            POOLS.clear();
        }
    }

    private static ScheduledThreadPoolExecutor make(Kind kind) {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(
                kind.most,
                new NamingThreadFactory(
                        work -> new DaemonThreadFactory().newThread(() -> asJenkins(work)),
                        "multiStageBuild " + kind.name().toLowerCase(Locale.ROOT)),
                new ThreadPoolExecutor.DiscardPolicy());
        pool.setKeepAliveTime(1, TimeUnit.MINUTES);
        pool.allowCoreThreadTimeOut(true);
        pool.setRemoveOnCancelPolicy(true);
        if (ended) {
            pool.shutdownNow();
        }
        return pool;
    }

    /** These threads work for Jenkins itself: as nobody they would see no job where only known users may. */
    @SuppressWarnings("try")
    private static void asJenkins(Runnable work) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            work.run();
        }
    }

    /** Whether the controller ends, so that nothing that happens now tells anything of a build. */
    static synchronized boolean haveEnded() {
        return ended;
    }

    private static synchronized void end() {
        ended = true;
        POOLS.values().forEach(ScheduledThreadPoolExecutor::shutdownNow);
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
