package io.jenkins.plugins.multistagebuild.step;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.flow.StashManager;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The stash by which further agents get the context: the one that the step names, or one of its own that is made of the
 * workspace around the step when the first of them has come. Each agent gets the whole context, since nobody knows which of the
 * stages it will build in the end.
 */
final class ContextStash {

    private final MultiStageBuildStep step;
    private final StepContext context;
    private boolean made;

    ContextStash(MultiStageBuildStep step, StepContext context) {
        this.step = step;
        this.context = context;
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
        String folder = step.contextOrDefault();
        StashManager.stash(
                context.get(Run.class),
                name,
                context.get(FilePath.class),
                main.launcher(context),
                main.env(context),
                context.get(TaskListener.class),
                folder.equals(".") ? "**" : folder + "/**",
                null,
                false,
                true);
    }
}
