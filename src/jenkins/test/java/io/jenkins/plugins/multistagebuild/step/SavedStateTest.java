package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import hudson.util.Secret;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What Pipeline saves of a step that goes on holds nothing that its log hides, and is enough to go on. */
class SavedStateTest {

    private static final String TOKEN = "tok-9s8a7v6e5d4x";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    /** Of a length that no other run of this test has. */
    private final String building = "sleep 86395." + System.nanoTime() % 1_000_000_007;

    @Test
    void noSecretIsSavedAndTheStepGoesOnAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString(TOKEN)));
            SystemCredentialsProvider.getInstance().save();
            WorkflowRun run = job(jenkins).scheduleBuild2(0).waitForStart();
            FakeClient.awaitProcesses(building, 1, Duration.ofMinutes(1));
            step(run).getContext().saveState().get();

            assertThat(found(jenkins.jenkins.getRootDir()))
                    .as("files while it runs")
                    .isEmpty();
        });
        assertThat(found(sessions.getHome())).as("files between two sessions").isEmpty();
        sessions.then(jenkins -> {
            WorkflowRun run = jenkins.jenkins
                    .getItemByFullName("saved", WorkflowJob.class)
                    .getBuildByNumber(1);
            Awaitility.await().until(() -> step(run).getStatus().startsWith("1 engine run(s) going on"));

            run.getExecutor().interrupt();

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            FakeClient.awaitProcesses(building, 0, Duration.ofMinutes(1));
        });
    }

    private WorkflowJob job(JenkinsRule jenkins) throws Exception {
        return RealEngine.job(
                jenkins,
                "saved",
                "node {\n"
                        + FakeClient.around(
                                "exec " + building,
                                """
                                withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                                    multiStageBuild buildArgs: [TOKEN: TOKEN], labels: [token: TOKEN]
                                }
                                """)
                        + "}");
    }

    private static MultiStageBuildExecution step(WorkflowRun run) throws Exception {
        return run.getExecutionPromise().get().getCurrentExecutions(true).get().stream()
                .filter(MultiStageBuildExecution.class::isInstance)
                .map(MultiStageBuildExecution.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Files of the controller, without those of its agent, in which the secret stands. */
    private static List<Path> found(File home) throws IOException {
        try (Stream<Path> files = Files.walk(home.toPath().resolve("jobs"))) {
            return files.filter(Files::isRegularFile)
                    .filter(SavedStateTest::holds)
                    .toList();
        }
    }

    private static boolean holds(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(TOKEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
