package io.jenkins.plugins.multistagebuild.step;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A few threads. One that is with the same task for long, since an agent that is connected does not answer or sends a large
 * workspace, is replaced meanwhile, so that some hung agents do not stop all builds.
 */
final class WorkerPool extends ScheduledThreadPoolExecutor {

    private static final int SIZE = 10;
    private static final int MOST_REPLACED = 200;

    /** When threads have begun what they do, by {@link System#nanoTime}. */
    private final Map<Thread, Long> begun = new ConcurrentHashMap<>();

    private final long patienceNanos;

    /**
     * A pool without threads.
     *
     * @param patienceSeconds how long a thread may be with one task until it is replaced
     */
    WorkerPool(ThreadFactory threads, long patienceSeconds) {
        super(SIZE, threads, new DiscardPolicy());
        patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
        setKeepAliveTime(1, TimeUnit.MINUTES);
        allowCoreThreadTimeOut(true);
        setRemoveOnCancelPolicy(true);
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        begun.put(thread, System.nanoTime());
        super.beforeExecute(thread, task);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        super.afterExecute(task, failure);
        begun.remove(Thread.currentThread());
    }

    /** Has a thread more for each that is with one task for long, and none more for those that are not any longer. */
    void replace() {
        long now = System.nanoTime();
        long busy = begun.values().stream()
                .filter(since -> now - since >= patienceNanos)
                .count();
        int size = SIZE + (int) Math.min(MOST_REPLACED, busy);
        if (size != getCorePoolSize()) {
            setCorePoolSize(size);
        }
    }
}
