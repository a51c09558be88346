package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.multistagebuild.step.AgentsTest.TestAgent;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A throttle, as plugins make them, holds requests for agents back: nothing hangs, and the log tells the reason. */
@WithJenkins
@NeedsRealEngine
@Timeout(600)
class ThrottledAgentsTest {

    private static final String WHY = "two of this job run already";

    @AfterEach
    void letThrough() {
        Throttle.how = Held.NOT;
    }

    @Test
    void theAgentOfTheNodeBuildsMeanwhileAndTheOtherOneIsTakenWhenItIsLetThrough(JenkinsRule jenkins) throws Exception {
        Throttle.how = Held.BY_ANYBODY;
        TestAgent.first(jenkins);
        DumbSlave second = TestAgent.second(jenkins);
        WorkflowRun run = RealEngine.job(
                        jenkins,
                        "throttled",
                        "node('first') {\n" + AgentsTest.four(40)
                                + """
                                def build = multiStageBuild(agents: 'docker', noCache: true)
                                echo "on ${build.stages.findAll { it.index < 4 }.collect { it.host }.toSet().sort()}"
                                }
                                """)
                .scheduleBuild2(0)
                .waitForStart();

        jenkins.waitForMessage("still waiting for an executor on 'docker': " + WHY, run);
        jenkins.waitForMessage("first: building", run);
        jenkins.assertLogNotContains("second", run);
        letThrough();
        Queue.getInstance().scheduleMaintenance();

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("on [first, second]", run);
        Awaitility.await().until(() -> second.toComputer().isIdle());
    }

    @Test
    void anAgentThatIsHeldBackIsAskedForUntilTheBuildIsDoneAndNoLonger(JenkinsRule jenkins) throws Exception {
        Throttle.how = Held.BY_THE_AGENT;
        TestAgent.first(jenkins);
        DumbSlave second = TestAgent.second(jenkins);
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                "node('first') {\n" + AgentsTest.four(20)
                        + """
                        def build = multiStageBuild(agents: 'docker', noCache: true)
                        echo "on ${build.stages.collect { it.host }.findAll { it }.toSet()}"
                        }
                        """);

        assertThat(JenkinsRule.getLog(run))
                .containsPattern("still waiting for an executor on 'docker': .*" + WHY)
                .contains("on [first]");
        assertThat(Arrays.stream(Queue.getInstance().getItems()).map(item -> item.task))
                .isEmpty();
        assertThat(second.toComputer().isIdle()).isTrue();
    }

    @Test
    void aStepInNoNodeWaitsUntilItIsLetThrough(JenkinsRule jenkins) throws Exception {
        Throttle.how = Held.BY_ANYBODY;
        jenkins.jenkins.setNumExecutors(1);
        TestAgent.first(jenkins);
        WorkflowRun run = RealEngine.job(
                        jenkins,
                        "throttled",
                        "node('built-in') {\n" + AgentsTest.four(0)
                                + "stash 'sources'\n}\nmultiStageBuild(agents: 'docker', stash: 'sources')")
                .scheduleBuild2(0)
                .waitForStart();

        jenkins.waitForMessage("still waiting for an executor on 'docker': " + WHY, run);
        letThrough();
        Queue.getInstance().scheduleMaintenance();

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
    }

    private enum Held {
        NOT,
        BY_ANYBODY,
        BY_THE_AGENT
    }

    /** Knows requests by whose they are: those of a build's steps have its job as owner. */
    @TestExtension
    public static final class Throttle extends QueueTaskDispatcher {

        private static volatile Held how = Held.NOT;

        @Override
        public CauseOfBlockage canRun(Queue.Item item) {
            return how == Held.BY_ANYBODY ? why(item) : null;
        }

        @Override
        public CauseOfBlockage canTake(Node node, Queue.BuildableItem item) {
            return how == Held.BY_THE_AGENT && node.getNodeName().equals("second") ? why(item) : null;
        }

        @CheckForNull
        private static CauseOfBlockage why(Queue.Item item) {
            return item.task instanceof AgentTask && item.task.getOwnerTask() instanceof WorkflowJob ? new Why() : null;
        }
    }

    private static final class Why extends CauseOfBlockage {
        @Override
        public String getShortDescription() {
            return WHY;
        }
    }
}
