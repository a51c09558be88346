package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Controller and agents are processes of their own, and are killed. Node properties name the agents' engines. */
@NeedsRealEngine
class AgentsKilledTest {

    private static final String SECOND = System.getenv("MSB_ENGINE_CONTAINERD_HOST");
    private static final int LINES = 40;

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(900);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @BeforeEach
    void begin() throws Throwable {
        assumeTrue(SECOND != null, "MSB_ENGINE_CONTAINERD_HOST names no second engine");
        controller.startJenkins();
        for (String name : new String[] {"first", "second"}) {
            agents.createAgent(controller, options(name));
        }
        controller.runRemotely(AgentsKilledTest::start);
    }

    @Test
    void theControllerIsKilledAndStartedAgain() throws Throwable {
        controller.stopJenkinsForcibly();
        controller.startJenkins();

        controller.runRemotely(AgentsKilledTest::end);
    }

    @Test
    void anAgentIsKilledAndStartedAgain() throws Throwable {
        agents.stop("second");
        controller.runRemotely(AgentsKilledTest::waitUntilAway);
        agents.start(controller, options("second"));

        controller.runRemotely(AgentsKilledTest::end);
    }

    private static InboundAgentExtension.Options options(String name) {
        return InboundAgentExtension.Options.newBuilder()
                .name(name)
                .label("docker")
                .webSocket()
                .build();
    }

    private static void start(JenkinsRule jenkins) throws Throwable {
        engine(jenkins, "first", System.getenv("MSB_ENGINE_BUILDX_HOST"), System.getenv("MSB_ENGINE_BUILDX_DOCKER"));
        engine(
                jenkins,
                "second",
                System.getenv("MSB_ENGINE_CONTAINERD_HOST"),
                System.getenv("MSB_ENGINE_CONTAINERD_DOCKER"));
        StringBuilder dockerfile = new StringBuilder();
        for (int stage = 0; stage < 4; stage++) {
            dockerfile.append(
                    "FROM busybox:1.36 AS s%1$d\nRUN for i in $(seq 1 %2$d); do echo s%1$d counted $i.; sleep 1; done; echo %1$d > /%1$d\n"
                            .formatted(stage, LINES));
        }
        dockerfile.append("FROM busybox:1.36\n");
        for (int stage = 0; stage < 4; stage++) {
            dockerfile.append("COPY --from=s%1$d /%1$d /%1$d\n".formatted(stage));
        }
        WorkflowJob job = RealEngine.job(
                jenkins,
                "p",
                "node('first') {\n" + RealEngine.dockerfile(dockerfile.toString())
                        + """
                        def build = multiStageBuild(agents: 'docker', noCache: true)
                        echo "on ${build.stages.findAll { it.index < 4 }.collect { it.host }.toSet().sort()}"
                        }
                        """);
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        String begins = "second: building ";
        jenkins.waitForMessage(begins, run);
        String log = JenkinsRule.getLog(run);
        String stage = log.substring(log.indexOf(begins) + begins.length()).split("\\W", 2)[0];
        // What was not saved before the controller is killed is done again, perhaps elsewhere.
        jenkins.waitForMessage(stage + " counted 5.", run);
    }

    private static void engine(JenkinsRule jenkins, String name, String host, String client) throws Exception {
        Node node = jenkins.jenkins.getNode(name);
        node.getNodeProperties()
                .replace(new EnvironmentVariablesNodeProperty(
                        new EnvironmentVariablesNodeProperty.Entry("DOCKER_HOST", host),
                        new EnvironmentVariablesNodeProperty.Entry(
                                "PATH+CLIENT", Path.of(client).getParent().toString())));
        node.save();
    }

    private static void waitUntilAway(JenkinsRule jenkins) throws Throwable {
        jenkins.waitForMessage("agent second is away", run(jenkins));
    }

    private static void end(JenkinsRule jenkins) throws Throwable {
        WorkflowRun run = run(jenkins);
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        String log = JenkinsRule.getLog(run);
        for (int stage = 0; stage < 4; stage++) {
            for (int number = 1; number <= LINES; number++) {
                String line = "s" + stage + " counted " + number + ".\n";
                assertThat(log.split(Pattern.quote(line), -1)).as(line).hasSize(2);
            }
        }
        jenkins.assertLogContains("on [first, second]", run);
    }

    private static WorkflowRun run(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
    }
}
