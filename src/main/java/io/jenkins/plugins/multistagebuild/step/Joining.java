package io.jenkins.plugins.multistagebuild.step;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * An agent that is ready to build for a step that has begun elsewhere.
 *
 * @param place where it works
 * @param host its engine
 */
record Joining(Workplace place, DockerHost host) {

    /** Brings it all that it needs: sources, secrets, logins. What it has got goes if this fails. */
    static Joining of(
            MultiStageBuildStep step, StepContext context, int number, Site site, BuildSources sources, String stash)
            throws IOException, InterruptedException {
        if (!site.launcher(context).isUnix()) {
            throw new AbortException("it runs Windows; only Linux and macOS will do");
        }
        FilePath temporary = TemporaryFolder.of(site.directory(), context, number);
        Workplace place = TemporaryFolder.make(step, context, site, temporary);
        try {
            Sources.bring(stash, context, sources, site, temporary);
            Access access = Preparation.access(step, context, site, temporary);
            return new Joining(place, access.hosts().get(0));
        } catch (IOException | InterruptedException | RuntimeException e) {
            Remains.clear(place);
            throw e;
        }
    }
}
