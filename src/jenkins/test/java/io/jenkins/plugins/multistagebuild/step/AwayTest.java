package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import hudson.util.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The agent is away when its step ends: it is put in order when it comes back. */
class AwayTest {

    private static final String AGENT = "away";
    private static final String TOKEN = "tok-3c4d5e6f7g8h";
    private static final String BUILDING = "sleep 86397.5";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path folder;

    @Test
    void secretsAndEngineRunsGoWhenTheAgentComesBack() throws Throwable {
        sessions.then(jenkins -> {
            leave(jenkins);

            jenkins.jenkins.getComputer(AGENT).connect(true).get();

            awaitOrder();
            Awaitility.await().until(() -> notes(jenkins).isEmpty());
        });
    }

    @Test
    void theyGoAsWellWhenTheControllerWasStartedAgainMeanwhile() throws Throwable {
        sessions.then(this::leave);
        sessions.then(jenkins -> {
            awaitOrder();
            Awaitility.await().until(() -> notes(jenkins).isEmpty());
        });
    }

    @Test
    void nothingIsRememberedOfAgentsThatAreRemovedOrStepsThatEndedWell() throws Throwable {
        sessions.then(jenkins -> {
            leave(jenkins);
            jenkins.jenkins.removeNode(jenkins.jenkins.getNode(AGENT));
            WorkflowRun run = jenkins.assertBuildStatus(
                    Result.SUCCESS,
                    RealEngine.job(
                                    jenkins,
                                    "fails",
                                    "node('built-in') {\n"
                                            + FakeClient.around(
                                                    "exit 1",
                                                    "catchError(buildResult: 'SUCCESS') { multiStageBuild() }")
                                            + "}")
                            .scheduleBuild2(0));
            jenkins.assertLogContains("ERROR: ", run);
            assertThat(notes(jenkins))
                    .as("all but those of the agent that was removed")
                    .hasSize(1);

            Remains.clearAll("");

            assertThat(notes(jenkins)).isEmpty();
        });
        ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").endsWith(BUILDING))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Aborts a build whose agent has gone, and leaves the agent as it is. */
    private void leave(JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString(TOKEN)));
        SystemCredentialsProvider.getInstance().save();
        DumbSlave agent = new DumbSlave(AGENT, folder.toString(), jenkins.createComputerLauncher(null));
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
        WorkflowJob job = RealEngine.job(
                jenkins,
                "left",
                "node('" + AGENT + "') {\n"
                        + FakeClient.around(
                                "exec " + BUILDING, "multiStageBuild secrets: [[id: 't', credentialsId: 'token']]")
                        + "}");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        FakeClient.awaitProcesses(BUILDING, 1, Duration.ofMinutes(1));
        agent.toComputer().disconnect(new OfflineCause.ByCLI("gone")).get();

        run.getExecutor().interrupt();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(secrets()).as("secrets on the agent that is away").hasSize(1);
        assertThat(FakeClient.processes(BUILDING)).as("engine runs there").isEqualTo(1);
        assertThat(notes(jenkins)).hasSize(1);
    }

    private void awaitOrder() {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> secrets().isEmpty());
        FakeClient.awaitProcesses(BUILDING, 0, Duration.ofMinutes(1));
    }

    private List<Path> secrets() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("secret-"))
                    .toList();
        }
    }

    private static List<String> notes(JenkinsRule jenkins) {
        String[] notes = jenkins.jenkins
                .getRootDir()
                .toPath()
                .resolve("multi-stage-build/remains")
                .toFile()
                .list();
        return notes == null ? List.of() : List.of(notes);
    }
}
