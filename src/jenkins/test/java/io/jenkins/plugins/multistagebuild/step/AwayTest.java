package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import hudson.slaves.RetentionStrategy;
import hudson.util.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The agent is away when its step ends: it is put in order when it comes back. */
class AwayTest {

    private static final String AGENT = "away";
    private static final String TOKEN = "tok-3c4d5e6f7g8h";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    /** Of a length that no other run of this test has, whose processes may have been left. */
    private final String building = "sleep 86397." + System.nanoTime() % 1_000_000_007;

    @TempDir
    private Path folder;

    @AfterEach
    void endWhatATestLeaves() {
        ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").endsWith(building))
                .forEach(ProcessHandle::destroyForcibly);
    }

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
    void whatGoesOnStaysWhenTheAgentComesBackWhereOnlyKnownUsersMaySeeJobs() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
            jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.ADMINISTER)
                    .everywhere()
                    .to("admin"));
            WorkflowRun run = begin(jenkins);
            Computer agent = jenkins.jenkins.getComputer(AGENT);
            agent.disconnect(new OfflineCause.ByCLI("gone")).get();
            jenkins.waitForMessage("agent " + AGENT + " is away", run);
            agent.connect(true).get();
            jenkins.waitForMessage("agent " + AGENT + " is back", run);

            Workers.commands()
                    .submit(() -> {
                        Remains.clearAll(AGENT);
                        return null;
                    })
                    .get();

            assertThat(secrets()).as("secrets of the step that goes on").hasSize(1);
            assertThat(FakeClient.processes(building)).isEqualTo(1);
            run.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            awaitOrder();
        });
    }

    @Test
    void theLogTellsWhatARemovedAgentKeepsAndNothingIsRemembered() throws Throwable {
        sessions.then(jenkins -> {
            leave(jenkins);
            LogRecorder log =
                    new LogRecorder().record(Remains.class, Level.WARNING).capture(5);

            jenkins.jenkins.removeNode(jenkins.jenkins.getNode(AGENT));

            Awaitility.await().until(() -> notes(jenkins).isEmpty());
            assertThat(log.getMessages())
                    .singleElement()
                    .asString()
                    .contains("agent " + AGENT + " was removed from Jenkins", "remove " + folder, "MSB_RUN=" + folder);
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
            assertThat(notes(jenkins)).isEmpty();
        });
    }

    @Test
    void anAgentIsNotCalledAwayWhereTheControllerEnds() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = begin(jenkins);
            jenkins.waitForMessage("[Pipeline] multiStageBuild", run);
            LookWhileItEnds.REACHED.await();
        });
        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("left", WorkflowJob.class).getBuildByNumber(1);
            jenkins.waitForMessage("Resuming build", run);
            assertThat(JenkinsRule.getLog(run).split("Resuming build")[0])
                    .contains("multiStageBuild")
                    .doesNotContain("is away");
            Awaitility.await().until(() -> run.getExecutor() != null);
            run.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            awaitOrder();
        });
    }

    @Test
    void whatIsToBeginWhileTheAgentIsAwayBeginsWhenItIsBack() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = begin(
                    jenkins,
                    "n=$(cat $WORKSPACE/tries 2>/dev/null)x; echo $n > $WORKSPACE/tries;"
                            + " if [ $n != xxxx ]; then echo dial tcp: i/o timeout; exit 1; fi; exec " + building,
                    "retries: 3");
            Computer agent = jenkins.jenkins.getComputer(AGENT);
            jenkins.waitForMessage("tried again in 8 s", run);
            agent.disconnect(new OfflineCause.ByCLI("gone")).get();
            jenkins.waitForMessage("agent " + AGENT + " is away", run);
            agent.connect(true).get();
            jenkins.waitForMessage("agent " + AGENT + " is back", run);

            FakeClient.awaitProcesses(building, 1, Duration.ofMinutes(1));
            run.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            awaitOrder();
        });
    }

    /** Its connection stands, but nothing comes. */
    @Test
    void anAgentThatHangsIsNotWaitedForWithoutEnd() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = begin(jenkins);
            ProcessHandle agent = ProcessHandle.current()
                    .children()
                    .filter(each -> each.info().command().orElse("").endsWith("java"))
                    .findFirst()
                    .orElseThrow();
            signal("STOP", agent);
            try {
                run.getExecutor().interrupt();
                jenkins.waitForMessage("[Pipeline] // node", run);
            } finally {
                signal("CONT", agent);
            }
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            awaitOrder();
        });
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Lets the controller end in the middle of a look at an agent, once. */
    @TestExtension("anAgentIsNotCalledAwayWhereTheControllerEnds")
    public static final class LookWhileItEnds extends LauncherDecorator {

        static final CountDownLatch REACHED = new CountDownLatch(1);

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            boolean looks = Thread.currentThread().getName().startsWith("multiStageBuild watching");
            if (looks && REACHED.getCount() > 0) {
                REACHED.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    // The next call to the agent is interrupted.
                    Thread.currentThread().interrupt();
                }
            }
            return launcher;
        }
    }

    /** Aborts a build whose agent has gone, and leaves the agent as it is. */
    private void leave(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = begin(jenkins);
        jenkins.jenkins
                .getComputer(AGENT)
                .disconnect(new OfflineCause.ByCLI("gone"))
                .get();

        run.getExecutor().interrupt();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(secrets()).as("secrets on the agent that is away").hasSize(1);
        assertThat(FakeClient.processes(building)).as("engine runs there").isEqualTo(1);
        assertThat(notes(jenkins)).hasSize(1);
    }

    /** A build on the agent, with a secret and an engine run. */
    private WorkflowRun begin(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = begin(jenkins, "exec " + building, "");
        FakeClient.awaitProcesses(building, 1, Duration.ofMinutes(1));
        return run;
    }

    private WorkflowRun begin(JenkinsRule jenkins, String client, String parameters) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString(TOKEN)));
        SystemCredentialsProvider.getInstance().save();
        DumbSlave agent = new DumbSlave(AGENT, folder.toString(), jenkins.createComputerLauncher(null));
        // Else it may be back before it is missed.
        agent.setRetentionStrategy(RetentionStrategy.NOOP);
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
        WorkflowJob job = RealEngine.job(
                jenkins,
                "left",
                "node('" + AGENT + "') {\n"
                        + FakeClient.around(
                                client,
                                "multiStageBuild " + parameters
                                        + (parameters.isEmpty() ? "" : ", ")
                                        + "secrets: [[id: 't', credentialsId: 'token']]")
                        + "}");
        return job.scheduleBuild2(0).waitForStart();
    }

    private void awaitOrder() {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> secrets().isEmpty());
        FakeClient.awaitProcesses(building, 0, Duration.ofMinutes(1));
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
