package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;

/**
 * The few threads that all builds of a controller share: some that look after running engine runs, some that wait for
 * short docker commands, some that end engine runs, some that copy between agents. A running engine run holds none of them.
 * They end with the controller: what is given to them after that is dropped, and done by the next session.
 */
public final class Workers {

    private static final long PATIENCE_SECONDS = 30;

    private static final Map<Kind, WorkerPool> POOLS = new EnumMap<>(Kind.class);
    /** The controller whose threads these are. */
    private static @CheckForNull Jenkins owner;

    private static boolean ended;

    private Workers() {}

    /** What threads are for. */
    private enum Kind {
        WATCHING,
        COMMANDS,
        ENDING,
        COPYING
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

    private static synchronized WorkerPool pool(Kind kind) {
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

    private static WorkerPool make(Kind kind) {
        WorkerPool pool = new WorkerPool(
                new NamingThreadFactory(
                        work -> new DaemonThreadFactory().newThread(() -> asJenkins(work)),
                        "multiStageBuild " + kind.name().toLowerCase(Locale.ROOT)),
                PATIENCE_SECONDS);
        if (kind == Kind.WATCHING) {
            // Looks are limited in time, so that one of these threads is always free some time.
            pool.scheduleWithFixedDelay(Workers::replace, PATIENCE_SECONDS, PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        if (ended) {
            pool.shutdownNow();
        }
        return pool;
    }

    /** Copies may take long, and no more of them are to go on at once. */
    private static synchronized void replace() {
        for (Kind kind : List.of(Kind.COMMANDS, Kind.ENDING)) {
            WorkerPool pool = POOLS.get(kind);
            if (pool != null) {
                pool.replace();
            }
        }
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
        POOLS.values().forEach(WorkerPool::shutdownNow);
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
