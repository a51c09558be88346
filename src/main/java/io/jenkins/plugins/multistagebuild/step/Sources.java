package io.jenkins.plugins.multistagebuild.step;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.graph.DirectPath;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.StashManager;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Brings Dockerfile and context to the agents of a step, by a stash: the one that the step names, or one of its own that is
 * made of the workspace around the step when the first further agent has come. On every agent they are found below the step's
 * folder under the same names, so that commands need not know where it is.
 */
final class Sources {

    /** The folder of what was stashed, below the step's own. */
    static final String FOLDER = "sources";

    /** The user's Dockerfile, below the step's own folder. */
    static final String DOCKERFILE = "user.Dockerfile";

    private Sources() {}

    /** Where the context is, below the step's own folder. */
    static String contextPath(MultiStageBuildStep step) {
        String folder = DirectPath.of(step.contextOrDefault());
        return folder.isEmpty() ? FOLDER : FOLDER + "/" + folder;
    }

    /** Brings them to the agent where the step begins, and reads the Dockerfile. */
    static BuildSources begin(MultiStageBuildStep step, StepContext context, Site site, FilePath temporary)
            throws IOException, InterruptedException {
        FilePath root = site.directory();
        FilePath folder = temporary.child(FOLDER);
        String stash = step.getStash();
        if (stash != null) {
            unstash(stash, context, site, folder);
            root = folder;
        } else if (step.getAgents() != null) {
            folder.symlinkTo(root.getRemote(), context.get(TaskListener.class));
        }
        BuildSources sources =
                Answers.sources(root.act(new ReadSources(step.dockerfileOrDefault(), step.contextOrDefault())));
        if (sources.problem() != null) {
            throw new AbortException(sources.problem());
        }
        if (step.getAgents() != null) {
            write(sources, temporary);
        }
        return sources;
    }

    /** Brings them to a further agent, out of a stash. */
    static void bring(String stash, StepContext context, BuildSources sources, Site site, FilePath temporary)
            throws IOException, InterruptedException {
        unstash(stash, context, site, temporary.child(FOLDER));
        write(sources, temporary);
    }

    private static void unstash(String stash, StepContext context, Site site, FilePath folder)
            throws IOException, InterruptedException {
        folder.mkdirs();
        StashManager.unstash(
                context.get(Run.class),
                stash,
                folder,
                site.launcher(context),
                site.env(context),
                context.get(TaskListener.class));
    }

    private static void write(BuildSources sources, FilePath temporary) throws IOException, InterruptedException {
        temporary.child(DOCKERFILE).act(new WriteFile(sources.text()));
        byte[] ignore = sources.ignore();
        if (ignore != null) {
            temporary.child(DOCKERFILE + ".dockerignore").act(new WriteFile(ignore));
        }
    }
}
