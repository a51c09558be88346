package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.CommandRunner;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EngineException;
import io.jenkins.plugins.multistagebuild.docker.EngineProbe;
import io.jenkins.plugins.multistagebuild.docker.Temporaries;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Answers what a build wants to know of an engine, by short commands on the agent. */
final class Questions {

    private Questions() {}

    static BuildEvent answer(BuildAction question, StepContext context, Workplace workplace)
            throws IOException, InterruptedException {
        if (question instanceof BuildAction.Probe probe) {
            try {
                return new BuildEvent.Probed(EngineProbe.ask(
                        probe.host(), runner(context, workplace), probe.preference(), probe.engineNeeded()));
            } catch (EngineException e) {
                return new BuildEvent.ProbeFailed(e.getMessage());
            }
        } else if (question instanceof BuildAction.ReadImage read) {
            try {
                return read.answer(runner(context, workplace));
            } catch (EngineException e) {
                return new BuildEvent.ImageFailed(e.getMessage());
            }
        } else if (question instanceof BuildAction.Clean clean) {
            try {
                Temporaries.remove(clean.host(), runner(context, workplace), clean.run());
                return new BuildEvent.Cleaned(null);
            } catch (EngineException e) {
                return new BuildEvent.Cleaned(e.getMessage());
            }
        }
        throw new IllegalArgumentException("this is no question: " + question);
    }

    /** See {@link Provenance#baseId}. */
    @CheckForNull
    static String baseId(StageGraph graph, DockerHost host, StepContext context, Workplace workplace)
            throws IOException, InterruptedException {
        try {
            return Provenance.baseId(graph, host, runner(context, workplace));
        } catch (EngineException e) {
            return null;
        }
    }

    private static CommandRunner runner(StepContext context, Workplace workplace)
            throws IOException, InterruptedException, EngineException {
        FilePath directory = workplace.find();
        if (directory == null) {
            throw new EngineException("agent " + workplace.nodeName() + " is not connected; start the build again");
        }
        return new ShortCommands(context.get(Launcher.class), directory, context.get(EnvVars.class));
    }
}
