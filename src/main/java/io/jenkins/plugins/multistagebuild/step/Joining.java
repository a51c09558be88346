package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * An agent that is ready to build for a step that has begun elsewhere.
 *
 * @param place where it works
 * @param question what its engine was asked while the sources went there
 * @param answer what it said; null where it could not be asked then
 */
record Joining(Workplace place, BuildAction.Survey question, @CheckForNull BuildEvent answer) {

    private static final Logger LOGGER = Logger.getLogger(Joining.class.getName());

    /** Brings it all that it needs: sources, secrets, logins. What it has got goes if this fails. */
    static Joining of(MultiStageBuildStep step, StepContext context, int number, Site site, Needs needs)
            throws IOException, InterruptedException {
        if (!site.launcher(context).isUnix()) {
            throw new AbortException("it runs Windows; only Linux and macOS will do");
        }
        FilePath temporary = TemporaryFolder.of(site.directory(), context, number);
        Workplace place = TemporaryFolder.make(step, context, site, temporary);
        try {
            Access access = Preparation.access(step, context, site, temporary);
            BuildAction.Survey question = BuildAction.Survey.of(
                    needs.graph, step.preference(), access.hosts().get(0));
            Future<BuildEvent> answer =
                    Computer.threadPoolForRemoting.submit(() -> Questions.answer(question, context, place));
            try {
                Sources.bring(needs.stash.name(needs.main), context, needs.sources, site, temporary);
                return new Joining(place, question, answer.get());
            } catch (ExecutionException e) {
                LOGGER.log(Level.FINE, e, () -> "the engine at " + place + " is asked again");
                return new Joining(place, question, null);
            } finally {
                answer.cancel(true);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            Remains.clear(place);
            throw e;
        }
    }

    /** Its engine. */
    DockerHost host() {
        return question.host();
    }

    /**
     * What an agent needs that joins.
     *
     * @param graph the stages
     * @param sources the Dockerfile
     * @param stash what brings the context
     * @param main where the context is
     */
    record Needs(StageGraph graph, BuildSources sources, ContextStash stash, Workplace main) {}
}
