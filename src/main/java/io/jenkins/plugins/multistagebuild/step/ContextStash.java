package io.jenkins.plugins.multistagebuild.step;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.graph.DirectPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.StashManager;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The stash by which further agents get the context: the one that the step names, or one of its own that is made of the
 * workspace around the step when the first of them is about to come. Each agent gets the whole context, since nobody knows which of the
 * stages it will build in the end.
 */
final class ContextStash {

    private static final Logger LOGGER = Logger.getLogger(ContextStash.class.getName());

    private final MultiStageBuildStep step;
    private final StepContext context;
    private boolean made;

    ContextStash(MultiStageBuildStep step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    /** Makes it while agents are on their way. Whoever needs it hears of it if that fails, when it is tried again. */
    void begin(Workplace main) throws InterruptedException {
        try {
            name(main);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "the context could not be stashed yet");
        }
    }

    /** Its name, once it is there. */
    synchronized String name(Workplace main) throws IOException, InterruptedException {
        String given = step.getStash();
        if (given != null) {
            return given;
        }
        String own =
                "multi-stage-build-" + UUID.nameUUIDFromBytes(main.temporary().getBytes(StandardCharsets.UTF_8));
        if (!made) {
            make(own, main);
            made = true;
        }
        return own;
    }

    private void make(String name, Workplace main) throws IOException, InterruptedException {
        String folder = DirectPath.of(step.contextOrDefault());
        StashManager.stash(
                context.get(Run.class),
                name,
                context.get(FilePath.class),
                main.launcher(context),
                main.env(context),
                context.get(TaskListener.class),
                folder.isEmpty() ? "**" : folder + "/**",
                null,
                false,
                true);
    }
}
