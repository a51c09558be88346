package io.jenkins.plugins.multistagebuild.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT and SIGTERM while a build runs: the thread that builds is interrupted, and the process lives on until it has
 * stopped the engine runs and written its report.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 15;

    private final Thread builder;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "end of the build");
    private volatile boolean happened;

    private Interruption(Thread builder) {
        this.builder = builder;
    }

    static Interruption ofThisThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    boolean happened() {
        return happened;
    }

    private void interrupt() {
        happened = true;
        builder.interrupt();
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the build did not end within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        if (!happened) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending by now; the hook has nothing left to wait for.
                happened = true;
            }
        }
    }
}
