package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.LauncherDecorator;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.CommandResult;
import io.jenkins.plugins.multistagebuild.docker.CommandRunner;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EngineException;
import io.jenkins.plugins.multistagebuild.docker.EngineProbe;
import io.jenkins.plugins.multistagebuild.docker.HostSurvey;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.report.ByteSize;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Answers what a build wants to know of an engine, by short commands on the agent. */
final class Questions {

    private static final int TRIES = 2;
    private static final long PATIENCE_SECONDS = 20;
    /** With less room than this no stage can be expected to be built. */
    private static final long LEAST_BYTES = 100_000_000;

    private Questions() {}

    static BuildEvent answer(BuildAction question, StepContext context, Workplace workplace)
            throws IOException, InterruptedException {
        if (question instanceof BuildAction.Probe probe) {
            try {
                return new BuildEvent.Probed(EngineProbe.ask(
                        probe.host(), runner(context, workplace), probe.preference(), probe.engineNeeded()));
            } catch (EngineException e) {
                return new BuildEvent.ProbeFailed(e.getMessage() + where(context));
            }
        } else if (question instanceof BuildAction.Survey survey) {
            return survey(survey, context, workplace);
        } else if (question instanceof BuildAction.Ask ask) {
            return ask(ask.host(), context, workplace);
        } else if (question instanceof BuildAction.ReadImage read) {
            try {
                return read.answer(runner(context, workplace));
            } catch (EngineException e) {
                return new BuildEvent.ImageFailed(e.getMessage());
            }
        } else if (question instanceof BuildAction.Weigh weigh) {
            try {
                return weigh.answer(runner(context, workplace));
            } catch (EngineException e) {
                return new BuildEvent.Weighed(weigh.number(), null);
            }
        } else if (question instanceof BuildAction.Clean clean) {
            try {
                return clean.answer(runner(context, workplace));
            } catch (EngineException e) {
                return new BuildEvent.Cleaned(e.getMessage());
            }
        }
        throw new IllegalArgumentException("this is no question: " + question);
    }

    /** Steps around this one, as docker.inside, let commands run where there may be neither client nor engine. */
    private static String where(StepContext context) throws IOException, InterruptedException {
        return context.get(LauncherDecorator.class) == null
                ? ""
                : "; commands run where the steps around multiStageBuild let them run, so the client and its engine are"
                        + " needed there, or put the step outside of them";
    }

    /**
     * How much room there is on a host's disk is known only of an agent that the queue gave, where the engine's folder is; else
     * it is another machine's, or may be.
     */
    private static BuildEvent survey(BuildAction.Survey question, StepContext context, Workplace workplace)
            throws IOException, InterruptedException {
        DockerHost host = question.host();
        try {
            HostSurvey survey =
                    HostSurvey.ask(host, runner(context, workplace), question.preference(), question.images());
            long free = workplace.own() == null ? Host.Store.UNKNOWN.freeBytes() : freeBytes(survey, workplace);
            return free < LEAST_BYTES
                    ? new BuildEvent.SurveyFailed(
                            host.name(), "its disk has only " + ByteSize.format(free) + " left at " + survey.folder())
                    : new BuildEvent.Surveyed(host.name(), survey, free);
        } catch (EngineException e) {
            return new BuildEvent.SurveyFailed(host.name(), e.getMessage());
        }
    }

    private static long freeBytes(HostSurvey survey, Workplace workplace) throws InterruptedException {
        try {
            FilePath directory = workplace.require();
            FilePath folder = new FilePath(directory.getChannel(), survey.folder());
            return !survey.folder().isEmpty() && folder.isDirectory()
                    ? folder.getUsableDiskSpace()
                    : Host.Store.UNKNOWN.freeBytes();
        } catch (IOException e) {
            return Host.Store.UNKNOWN.freeBytes();
        }
    }

    private static BuildEvent ask(DockerHost host, StepContext context, Workplace workplace)
            throws IOException, InterruptedException {
        String said = "";
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                CommandResult result = runner(context, workplace, PATIENCE_SECONDS)
                        .run(host.command("version", "--format", "{{.Server.Version}}"));
                if (result.exitStatus() == 0) {
                    return new BuildEvent.Answered(host.name());
                }
                said = result.complaint();
            } catch (IOException | EngineException e) {
                said = String.valueOf(e.getMessage());
            }
        }
        return new BuildEvent.Silent(host.name(), said);
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
        return runner(context, workplace, ShortCommands.SECONDS);
    }

    private static CommandRunner runner(StepContext context, Workplace workplace, long seconds)
            throws IOException, InterruptedException, EngineException {
        FilePath directory = workplace.find();
        if (directory == null) {
            throw new EngineException("agent " + workplace.nodeName() + " is not connected; start the build again");
        }
        return new ShortCommands(workplace.launcher(context), directory, workplace.env(context), seconds);
    }
}
