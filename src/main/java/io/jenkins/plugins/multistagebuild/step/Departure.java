package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/** Leaves the places of a step in order, as far as possible: ends what still runs there and removes what lies there. */
final class Departure {

    private static final Logger LOGGER = Logger.getLogger(Departure.class.getName());

    private static final long CALL_SECONDS = 20;

    private Departure() {}

    @SuppressWarnings("try")
    static void of(List<EngineRun> runs, List<Workplace> places, @CheckForNull Hands hands, StepContext context) {
        runs.forEach(run -> Halts.end(run, context, () -> {}));
        for (Workplace place : places) {
            if (place.own() != null) {
                // An agent that the queue gave is left in order when its executor is given back.
                continue;
            }
            try (Timeout ignored = Timeout.limit(CALL_SECONDS, TimeUnit.SECONDS)) {
                Remains.clear(place);
            } catch (IOException | InterruptedException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "could not leave " + place + " in order yet");
                Remains.clearLater(place);
            }
        }
        Agents agents = hands == null ? null : hands.agents();
        if (agents != null) {
            agents.end();
        }
    }

    /** Leaves a place that is given back: nothing of the step runs or lies there afterwards, if the agent answers in time. */
    @SuppressWarnings("try")
    static void from(Workplace place, StepContext context) {
        try (Timeout ignored = Timeout.limit(CALL_SECONDS, TimeUnit.SECONDS)) {
            Remains.clear(place);
            String cookie = place.variable(Site.COOKIE);
            if (cookie != null && place.find() != null) {
                place.launcher(context).kill(Map.of(Site.COOKIE, cookie));
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "could not leave " + place + " in order");
        }
    }
}
