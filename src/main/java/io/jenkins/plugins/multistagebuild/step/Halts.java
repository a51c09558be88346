package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/**
 * Ends engine runs of an agent. What has come together while the agent was busy with the last call goes there in one call,
 * so that a thousand runs are ended in about the time of one.
 */
final class Halts {

    private static final Logger LOGGER = Logger.getLogger(Halts.class.getName());
    private static final SessionMap<Halts> ALL = new SessionMap<>();
    /** A call that ends too early undoes what an agent that is hard at work has done so far. */
    private static final long CALL_SECONDS = 60;

    private static final int TRIES = 3;

    private List<Halt> waiting = new ArrayList<>();
    private boolean going;

    private Halts() {}

    /** A run to be ended, and who wants to hear that it is. */
    private record Halt(EngineRun run, StepContext context, Runnable ended, int tries) {

        private Halt again() {
            return new Halt(run, context, ended, tries + 1);
        }
    }

    /**
     * Ends a run, some time soon.
     *
     * @param ended hears that the agent was told, and nothing where the agent could not be reached
     */
    static void end(EngineRun run, StepContext context, Runnable ended) {
        ALL.map().computeIfAbsent(run.place().node(), node -> new Halts()).add(new Halt(run, context, ended, 1));
    }

    private void add(Halt halt) {
        synchronized (this) {
            waiting.add(halt);
            if (going) {
                return;
            }
            going = true;
        }
        Workers.ending().execute(this::drain);
    }

    private void drain() {
        for (List<Halt> halts = next(); halts != null; halts = next()) {
            try {
                end(halts);
            } catch (IOException | InterruptedException | RuntimeException e) {
                String node = halts.get(0).run.place().nodeName();
                LOGGER.log(Level.WARNING, e, () -> "could not end engine runs on " + node);
                again(halts);
            }
        }
    }

    private synchronized void again(List<Halt> halts) {
        halts.stream().filter(halt -> halt.tries < TRIES).map(Halt::again).forEach(waiting::add);
    }

    @CheckForNull
    private synchronized List<Halt> next() {
        List<Halt> halts = waiting;
        waiting = new ArrayList<>();
        going = !halts.isEmpty();
        return going ? halts : null;
    }

    @SuppressWarnings("try")
    private static void end(List<Halt> halts) throws IOException, InterruptedException {
        FilePath directory = halts.get(0).run.place().find();
        if (directory == null) {
            return;
        }
        Set<String> found;
        try (Timeout ignored = Timeout.limit(CALL_SECONDS, TimeUnit.SECONDS)) {
            found = new HashSet<>(directory.act(new EndRuns(
                    halts.stream().map(halt -> halt.run.command().output()).toList())));
        }
        for (Halt halt : halts) {
            if (!found.contains(halt.run.command().output())) {
                // It has ended, or the agent sees no more of it than Jenkins does: it is in a container, for example.
                halt.run.stop(halt.context);
            }
            halt.ended.run();
        }
    }
}
