package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.WorkspaceList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents, each a process with an engine of its own, share the stages of one build; the queue gives them. */
@WithJenkins
@NeedsRealEngine
class AgentsTest {

    static final String LABEL = "docker";

    @Test
    void agentsShareTheStagesAndGiveTheirExecutorsBack(JenkinsRule jenkins) throws Exception {
        DumbSlave first = TestAgent.first(jenkins);
        DumbSlave second = TestAgent.second(jenkins);
        WorkflowJob job = RealEngine.job(
                jenkins,
                "shared",
                "node('first') {\n" + four(6)
                        + """
                        def build = multiStageBuild(agents: 'docker', context: './', noCache: true, tags: ['msb-jth-agents:1'])
                        echo "on ${build.stages.findAll { it.index < 4 }.collect { it.host }.toSet().sort()}," +
                            " sent ${build.transfers.size() > 0}, ${build.transfers.every { it.bytes > 0 }}"
                        sh 'docker run --rm msb-jth-agents:1 cat /0 /1 /2 /3 /context && docker image rm msb-jth-agents:1'
                        }
                        """);

        jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
        WorkflowRun run = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));

        jenkins.assertLogContains("on [first, second], sent true, true", run);
        jenkins.assertLogContains("0123of the context", run);
        assertThat(Queue.getInstance().getItems()).isEmpty();
        Awaitility.await()
                .until(() -> second.toComputer().isIdle() && first.toComputer().isIdle());
        for (DumbSlave agent : new DumbSlave[] {first, second}) {
            FilePath temporary = WorkspaceList.tempDir(agent.getWorkspaceFor(job));
            if (temporary.isDirectory()) {
                assertThat(temporary.list()).noneMatch(each -> each.getName().startsWith("multi-stage"));
            }
        }
    }

    @Test
    void oneExecutorIsEnoughAndTheLogTellsWhyNoOtherCame(JenkinsRule jenkins) throws Exception {
        TestAgent.first(jenkins);
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                "node('first') {\n" + four(20)
                        + """
                        def build = multiStageBuild(agents: 'docker', noCache: true)
                        echo "on ${build.stages.collect { it.host }.findAll { it }.toSet()}"
                        }
                        """);

        jenkins.assertLogContains("on [first]", run);
        jenkins.assertLogContains("still waiting for an executor on 'docker'", run);
        assertThat(Queue.getInstance().getItems()).isEmpty();
    }

    @Test
    void outsideOfANodeTheFirstAgentTakesTheSourcesFromAStash(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = TestAgent.first(jenkins);
        jenkins.jenkins.setNumExecutors(1);
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                "node('built-in') {\n" + four(0)
                        + """
                        stash 'sources'
                        }
                        def build = multiStageBuild(agents: 'docker', stash: 'sources', noCache: true)
                        echo "on ${build.stages.collect { it.host }.findAll { it }.toSet()}, ${build.image.id}"
                        """);

        jenkins.assertLogContains("on [first], sha256:", run);
        Awaitility.await().until(() -> agent.toComputer().isIdle());
    }

    @Test
    void whoWaitsInTheQueueAndWhoBuildsIsShownWithItsBuild(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = TestAgent.first(jenkins);
        jenkins.jenkins.setNumExecutors(1);
        WorkflowJob job = RealEngine.job(
                jenkins,
                "shown",
                "node('built-in') {\n" + four(20)
                        + "stash 'sources'\n}\nmultiStageBuild(agents: 'docker', stash: 'sources', noCache: true)");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> use(agent) != null);

        Executor executor = agent.toComputer().getExecutors().get(0);
        assertThat(use(agent).getDisplayName()).contains("shown #1");
        assertThat(executor.isAlive()).as("no thread is held").isFalse();
        assertThat(executor.getAsynchronousExecution().blocksRestart()).isFalse();
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            assertThat(web.goTo("computer/first/").asXml()).contains("job/shown/1/");
            assertThat(web.goTo("").asNormalizedText()).contains("shown");
        }

        executor.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        Awaitility.await().until(() -> agent.toComputer().isIdle());
        assertThat(Queue.getInstance().getItems()).isEmpty();
    }

    @Test
    void anAgentThatIsRemovedIsLostAndItsWorkIsDoneElsewhere(JenkinsRule jenkins) throws Exception {
        TestAgent.first(jenkins);
        DumbSlave second = TestAgent.second(jenkins);
        WorkflowJob job = RealEngine.job(
                jenkins,
                "lost",
                "node('first') {\n" + four(15)
                        + """
                        def build = multiStageBuild(agents: 'docker', noCache: true)
                        echo "on ${build.stages.collect { it.host }.findAll { it }.toSet()}"
                        }
                        """);
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("second: building", run);
        Awaitility.await().until(() -> use(second) != null);

        second.toComputer().disconnect(null).get();
        jenkins.jenkins.removeNode(second);

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("host second is lost", run);
        jenkins.assertLogContains("on [first]", run);
    }

    @Test
    void anAgentWithoutDockerIsLeftOut(JenkinsRule jenkins) throws Exception {
        TestAgent.first(jenkins);
        DumbSlave bare = TestAgent.agent(
                jenkins, "bare", new EnvVars("DOCKER_HOST", "tcp://127.0.0.1:9", "PATH", "/usr/bin:/bin"));
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                "node('first') {\n" + four(4) + "multiStageBuild(agents: 'docker', noCache: true)\n}");

        jenkins.assertLogContains("host bare is left out", run);
        Awaitility.await().until(() -> bare.toComputer().isIdle());

        run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                "node('first') {\n" + four(0)
                        + "stash 'sources'\n}\nmultiStageBuild(agents: 'bare', stash: 'sources')");

        jenkins.assertLogContains("bare", run);
        Awaitility.await().until(() -> bare.toComputer().isIdle());
    }

    @Test
    void whatCanNotBeIsToldAtOnce(JenkinsRule jenkins) throws Exception {
        refused(jenkins, "multiStageBuild agents: 'docker &&'", "agents: 'docker &&' is no label expression");
        refused(jenkins, "multiStageBuild agents: 'docker', atMost: 0", "atMost must be a number from 1 to 1000");
        refused(jenkins, "multiStageBuild agents: 'nobody', stash: 's'", "no agent has the label 'nobody'");
        refused(jenkins, "multiStageBuild agents: 'built-in'", "outside of node the Dockerfile comes from a stash");
        refused(jenkins, "multiStageBuild()", "Perhaps you forgot to surround the multiStageBuild step");
        refused(jenkins, "node { multiStageBuild stash: 's' }", "stash is for builds on several agents");
        refused(
                jenkins,
                "node { multiStageBuild agents: 'docker', hosts: ['tcp://a:1'] }",
                "agents and hosts can't be had together");
    }

    @Test
    void whereNobodyHasTheLabelTheAgentOfTheNodeBuildsAlone(JenkinsRule jenkins) throws Exception {
        TestAgent.first(jenkins);
        WorkflowRun run = RealEngine.run(
                jenkins, Result.SUCCESS, "node('first') {\n" + four(0) + "multiStageBuild(agents: 'nobody')\n}");
        jenkins.assertLogContains("no agent has the label 'nobody'", run);
    }

    private static void refused(JenkinsRule jenkins, String script, String message) throws Exception {
        jenkins.assertLogContains(message, RealEngine.run(jenkins, Result.FAILURE, script));
    }

    private static AgentUse use(DumbSlave agent) {
        Computer computer = agent.toComputer();
        return computer == null
                ? null
                : computer.getExecutors().stream()
                        .map(Executor::getCurrentExecutable)
                        .filter(AgentUse.class::isInstance)
                        .map(AgentUse.class::cast)
                        .findFirst()
                        .orElse(null);
    }

    /** Steps that write a file of four stages that can be built side by side, and one that needs them all and the context. */
    static String four(int seconds) {
        StringBuilder dockerfile = new StringBuilder();
        for (int stage = 0; stage < 4; stage++) {
            dockerfile.append(
                    "FROM busybox:1.36 AS s%1$d\nRUN sleep %2$d && printf %1$d > /%1$d\n".formatted(stage, seconds));
        }
        dockerfile.append("FROM busybox:1.36\nCOPY context /context\n");
        for (int stage = 0; stage < 4; stage++) {
            dockerfile.append("COPY --from=s%1$d /%1$d /%1$d\n".formatted(stage));
        }
        return "writeFile file: 'context', text: 'of the context'\n" + RealEngine.dockerfile(dockerfile.toString());
    }

    /** Agents in processes of their own. */
    static final class TestAgent {

        private static final String SECOND = System.getenv("MSB_ENGINE_CONTAINERD_HOST");
        private static final String SECOND_CLIENT = System.getenv("MSB_ENGINE_CONTAINERD_DOCKER");

        private TestAgent() {}

        static DumbSlave first(JenkinsRule jenkins) throws Exception {
            return agent(jenkins, "first", engine(RealEngine.host(), RealEngine.clients()));
        }

        static DumbSlave second(JenkinsRule jenkins) throws Exception {
            return second(jenkins, client -> Path.of(client).getParent().toString());
        }

        /** The second one, with a client in a folder that is told the path of the engine's own. */
        static DumbSlave second(JenkinsRule jenkins, UnaryOperator<String> clients) throws Exception {
            assumeTrue(SECOND != null && SECOND_CLIENT != null, "MSB_ENGINE_CONTAINERD_HOST names no second engine");
            return agent(jenkins, "second", engine(SECOND, clients.apply(SECOND_CLIENT)));
        }

        private static EnvVars engine(String host, String clients) {
            return new EnvVars("DOCKER_HOST", host, "PATH", clients + ":" + System.getenv("PATH"));
        }

        static DumbSlave agent(JenkinsRule jenkins, String name, EnvVars env) throws Exception {
            DumbSlave agent = jenkins.createSlave(name, LABEL, env);
            agent.setNumExecutors(1);
            jenkins.waitOnline(agent);
            return agent;
        }
    }
}
