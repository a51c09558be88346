package io.jenkins.plugins.multistagebuild.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT and SIGTERM while a command works: its thread is interrupted, and the process lives on until that has put things
 * in order: a build stops its engine runs and writes its report. A thread that waits for standard input can't be
 * interrupted, so before a build begins the process does not live on for long.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 15;
    private static final long EARLY_PATIENCE_SECONDS = 1;

    private final Thread builder;
    private final TemporaryFolder temporary;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "end of the build");
    private volatile boolean happened;
    private volatile long patience = EARLY_PATIENCE_SECONDS;

    private Interruption(Thread builder, TemporaryFolder temporary) {
        this.builder = builder;
        this.temporary = temporary;
    }

    /**
     * Watches over this thread.
     *
     * @param temporary what is removed in any case
     */
    static Interruption ofThisThread(TemporaryFolder temporary) {
        Interruption interruption = new Interruption(Thread.currentThread(), temporary);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** From now on there is something to put in order. */
    void buildBegins() {
        patience = PATIENCE_SECONDS;
    }

    boolean happened() {
        return happened;
    }

    private void interrupt() {
        happened = true;
        builder.interrupt();
        try {
            if (!done.await(patience, TimeUnit.SECONDS)) {
                if (patience == PATIENCE_SECONDS) {
                    System.err.println("the build did not end within " + PATIENCE_SECONDS + " s");
                }
                temporary.close();
            }
        } catch (IOException e) {
            System.err.println(temporary.path() + " can't be removed: " + e.getMessage());
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
