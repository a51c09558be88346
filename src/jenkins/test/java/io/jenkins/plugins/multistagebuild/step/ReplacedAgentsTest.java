package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Queue;
import hudson.model.Result;
import hudson.slaves.ComputerLauncher;
import hudson.slaves.DumbSlave;
import hudson.slaves.RetentionStrategy;
import io.jenkins.plugins.multistagebuild.step.AgentsTest.TestAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents that are removed while they build, and others that get their names. */
@WithJenkins
@NeedsRealEngine
@Timeout(600)
class ReplacedAgentsTest {

    /** Long enough for an agent to come and to be replaced meanwhile, on a slow machine too. */
    private static final int SECONDS = 60;

    private static final String SHARED = "node('first') {\n" + AgentsTest.four(SECONDS)
            + """
            def build = multiStageBuild(agents: 'docker', noCache: true)
            echo "on ${build.stages.collect { it.host }.findAll { it }.toSet()}"
            }
            """;

    @TempDir
    private Path elsewhere;

    @Test
    void anotherAgentOfTheSameNameIsNotTakenForTheOneThatBuilt(JenkinsRule jenkins) throws Exception {
        TestAgent.first(jenkins);
        DumbSlave second = TestAgent.second(jenkins);
        ComputerLauncher launcher = second.getLauncher();
        WorkflowRun run = start(jenkins, SHARED);
        jenkins.waitForMessage("second: building", run);

        replace(jenkins, second, launcher);

        jenkins.waitForMessage("host second is lost", run);
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("on [first]", run);
        assertGivenBack(jenkins, "second");
    }

    @Test
    void anAgentWhoseDiskIsAnotherOneWhenItComesBackIsLost(JenkinsRule jenkins) throws Exception {
        TestAgent.first(jenkins);
        DumbSlave second = TestAgent.second(jenkins);
        WorkflowRun run = start(jenkins, SHARED);
        awaitStage(jenkins, run, "second");
        LogRecorder log = new LogRecorder().record(Remains.class, Level.WARNING).capture(5);

        second.toComputer().disconnect(null).get();
        Files.move(Path.of(second.getRemoteFS()), elsewhere.resolve("first"));
        second.toComputer().connect(false).get();

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        jenkins.assertLogContains(
                "host second is lost: what the step had left there is gone, or another agent has got its name", run);
        jenkins.assertLogContains("on [first]", run);
        assertThat(log.getMessages())
                .anyMatch(line -> line.contains("what a step of multiStageBuild left on agent second is not there"));
        assertGivenBack(jenkins, "second");
    }

    @Test
    void anAgentThatIsDeletedWhileItBuildsIsLostAtOnce(JenkinsRule jenkins) throws Exception {
        TestAgent.first(jenkins);
        DumbSlave second = TestAgent.second(jenkins);
        WorkflowRun run = start(jenkins, SHARED);
        awaitStage(jenkins, run, "second");

        jenkins.jenkins.removeNode(second);

        jenkins.waitForMessage("host second is lost", run);
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("on [first]", run);
        assertThat(Queue.getInstance().getItems()).isEmpty();
        Awaitility.await().until(() -> jenkins.jenkins.getComputer("second") == null);
    }

    @Test
    void whereTheOnlyAgentIsReplacedTheStepFailsAndTellsIt(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setNumExecutors(1);
        DumbSlave first = TestAgent.first(jenkins);
        ComputerLauncher launcher = first.getLauncher();
        WorkflowRun run = start(
                jenkins,
                "node('built-in') {\n" + AgentsTest.four(SECONDS)
                        + "stash 'sources'\n}\nmultiStageBuild(agents: 'docker', stash: 'sources', noCache: true)");
        awaitStage(jenkins, run, "first");

        replace(jenkins, first, launcher);

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("host first is lost", run);
        assertGivenBack(jenkins, "first");
    }

    private static WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        return RealEngine.job(jenkins, "p", script).scheduleBuild2(0).waitForStart();
    }

    /** Waits until an agent has begun to build one of its stages. */
    private static void awaitStage(JenkinsRule jenkins, WorkflowRun run, String agent) throws Exception {
        String begins = agent + ": building ";
        jenkins.waitForMessage(begins, run);
        String log = JenkinsRule.getLog(run);
        String stage = log.substring(log.indexOf(begins) + begins.length()).split("\\W", 2)[0];
        jenkins.waitForMessage("[" + stage + "]", run);
    }

    /** Puts an agent on another disk in the place of one, as a cloud does that gives names away again. */
    private void replace(JenkinsRule jenkins, DumbSlave agent, ComputerLauncher launcher) throws Exception {
        DumbSlave other =
                new DumbSlave(agent.getNodeName(), elsewhere.resolve("other").toString(), launcher);
        other.setLabelString(AgentsTest.LABEL);
        other.setNumExecutors(1);
        other.setRetentionStrategy(RetentionStrategy.NOOP);
        jenkins.jenkins.removeNode(agent);
        Files.move(Path.of(agent.getRemoteFS()), elsewhere.resolve("first"));
        jenkins.jenkins.addNode(other);
        other.toComputer().connect(false).get();
    }

    private static void assertGivenBack(JenkinsRule jenkins, String agent) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> jenkins.jenkins.getComputer(agent).isIdle());
        assertThat(Queue.getInstance().getItems()).isEmpty();
    }
}
