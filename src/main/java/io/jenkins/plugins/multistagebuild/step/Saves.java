package io.jenkins.plugins.multistagebuild.step;

import java.io.IOException;
import java.util.Map;
import java.util.WeakHashMap;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Asks for a Pipeline's state to be written. One write takes in the news of all steps of a Pipeline and costs the more the
 * more steps there are, so no more than one write of a Pipeline waits, however many of its steps have news.
 */
final class Saves {

    private static final Map<FlowExecution, Saves> ALL = new WeakHashMap<>();

    private boolean going;
    private boolean again;

    private Saves() {}

    /** Lets what a step has just changed be written some time soon. */
    static void ask(StepContext context) throws IOException, InterruptedException {
        of(context.get(FlowExecution.class)).begin(context);
    }

    private static Saves of(FlowExecution execution) {
        synchronized (ALL) {
            return ALL.computeIfAbsent(execution, each -> new Saves());
        }
    }

    private void begin(StepContext context) {
        synchronized (this) {
            if (going) {
                again = true;
                return;
            }
            going = true;
        }
        save(context);
    }

    private void save(StepContext context) {
        context.saveState().addListener(() -> ended(context), Runnable::run);
    }

    /** What was changed while it was written may have been left out. */
    private void ended(StepContext context) {
        synchronized (this) {
            going = again;
            again = false;
            if (!going) {
                return;
            }
        }
        save(context);
    }
}
