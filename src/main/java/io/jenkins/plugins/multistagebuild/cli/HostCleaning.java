package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.CommandRunner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Removes what was temporary on a host, on all of them at the same time. It is not left off for an interrupt, but an engine
 * that hangs is not waited for.
 */
final class HostCleaning {

    private static final int SECONDS = 3;
    /** What was handed over takes another command, and several hosts may share the processors of one machine. */
    private static final int SECONDS_OF_SEVERAL = 10;

    private HostCleaning() {}

    /** Begins; the end comes as an event. */
    static void start(BuildAction.Clean clean, CommandRunner runner, BlockingQueue<BuildEvent> events) {
        CompletableFuture<String> problem = new CompletableFuture<>();
        Thread remover = daemon(() -> remove(clean, runner, problem), "removal of temporary images");
        int seconds = clean.handOvers() ? SECONDS_OF_SEVERAL : SECONDS;
        daemon(
                () -> {
                    String late = "no answer within " + seconds + " s; the next run removes them";
                    String said = problem.completeOnTimeout(late, seconds, TimeUnit.SECONDS)
                            .join();
                    if (late.equals(said)) {
                        remover.interrupt();
                    }
                    tell(new BuildEvent.Cleaned(said), events);
                },
                "end of the removal");
    }

    private static void remove(BuildAction.Clean clean, CommandRunner runner, CompletableFuture<String> problem) {
        try {
            problem.complete(clean.answer(runner).problem());
        } catch (InterruptedException e) {
            problem.complete(String.valueOf(e.getMessage()));
        }
    }

    private static void tell(BuildEvent event, BlockingQueue<BuildEvent> events) {
        try {
            events.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
