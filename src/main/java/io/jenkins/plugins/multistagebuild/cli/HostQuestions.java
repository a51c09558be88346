package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.CommandResult;
import io.jenkins.plugins.multistagebuild.docker.CommandRunner;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EngineException;
import io.jenkins.plugins.multistagebuild.docker.EngineProbe;
import io.jenkins.plugins.multistagebuild.docker.HostSurvey;
import io.jenkins.plugins.multistagebuild.plan.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;

/** Asks hosts. Several are asked at the same time, and their answers come as events. */
final class HostQuestions {

    private static final int TRIES = 2;
    private static final long PATIENCE_SECONDS = 20;
    private static final long PAUSE_MILLIS = 500;

    private HostQuestions() {}

    /** Asks a single host what it can do, and waits for the answer. */
    static BuildEvent probe(BuildAction.Probe probe, CommandRunner runner) throws InterruptedException {
        try {
            return new BuildEvent.Probed(
                    EngineProbe.ask(probe.host(), runner, probe.preference(), probe.engineNeeded()));
        } catch (EngineException e) {
            return new BuildEvent.ProbeFailed(e.getMessage());
        }
    }

    static void survey(BuildAction.Survey survey, CommandRunner runner, BlockingQueue<BuildEvent> events) {
        start(survey.host(), () -> answer(survey, runner), events);
    }

    /** Asks a host whether it is still there. */
    static void ask(DockerHost host, BlockingQueue<BuildEvent> events) {
        start(host, () -> answer(host), events);
    }

    /** Asks for an image that was pushed. */
    static void weigh(BuildAction.Weigh weigh, BlockingQueue<BuildEvent> events) {
        start(weigh.host(), () -> weigh.answer(new LocalCommandRunner(PATIENCE_SECONDS)), events);
    }

    private interface Question {
        BuildEvent answer() throws InterruptedException;
    }

    private static void start(DockerHost host, Question question, BlockingQueue<BuildEvent> events) {
        Thread thread = new Thread(
                () -> {
                    try {
                        events.put(question.answer());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "question to " + host.name());
        thread.setDaemon(true);
        thread.start();
    }

    private static BuildEvent answer(DockerHost host) throws InterruptedException {
        String said = "";
        for (int i = 0; i < TRIES; i++) {
            try {
                CommandResult result = new LocalCommandRunner(PATIENCE_SECONDS)
                        .run(host.command("version", "--format", "{{.Server.Version}}"));
                if (result.exitStatus() == 0) {
                    return new BuildEvent.Answered(host.name());
                }
                said = result.complaint();
            } catch (IOException e) {
                said = String.valueOf(e.getMessage());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return new BuildEvent.Silent(host.name(), said);
    }

    private static BuildEvent answer(BuildAction.Survey question, CommandRunner runner) throws InterruptedException {
        DockerHost host = question.host();
        try {
            HostSurvey survey = HostSurvey.ask(host, runner, question.preference(), question.images());
            return new BuildEvent.Surveyed(host.name(), survey, freeBytes(host, survey));
        } catch (EngineException e) {
            return new BuildEvent.SurveyFailed(host.name(), e.getMessage());
        }
    }

    /** Room on the disk of an engine of this machine; that of others is told by nobody. */
    private static long freeBytes(DockerHost host, HostSurvey survey) {
        String uri = host.uri();
        boolean here = uri != null && uri.startsWith("unix://");
        try {
            Path folder = Path.of(survey.folder());
            return here && folder.isAbsolute() && Files.isDirectory(folder)
                    ? Files.getFileStore(folder).getUsableSpace()
                    : Host.Store.UNKNOWN.freeBytes();
        } catch (IOException | RuntimeException e) {
            return Host.Store.UNKNOWN.freeBytes();
        }
    }
}
