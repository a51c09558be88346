package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Computer;
import hudson.model.Result;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.page.StepSummary;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Controller and agent are processes of their own, and are killed. The build goes on, with every line once. */
@NeedsRealEngine
class KilledTest {

    private static final int LINES = 60;
    private static final String AGENT = "remote";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(900);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    private final InboundAgentExtension.Options options =
            InboundAgentExtension.Options.newBuilder().name(AGENT).webSocket().build();

    @Test
    void theControllerIsKilledAndStartedAgain() throws Throwable {
        controller.startJenkins();
        agents.createAgent(controller, options);
        controller.runRemotely(KilledTest::begin);

        controller.stopJenkinsForcibly();
        controller.startJenkins();

        controller.runRemotely(KilledTest::end);
    }

    @Test
    void theConnectionIsCutAndThenTheAgentIsKilledAndStartedAgain() throws Throwable {
        controller.startJenkins();
        agents.createAgent(controller, options);
        controller.runRemotely(KilledTest::begin);

        controller.runRemotely(KilledTest::cut);
        agents.stop(AGENT);
        controller.runRemotely(KilledTest::waitUntilAway);
        agents.start(controller, options);

        controller.runRemotely(KilledTest::end);
        controller.runRemotely(KilledTest::sawTheAgentGo);
    }

    private static void begin(JenkinsRule jenkins) throws Throwable {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "p");
        job.setDefinition(new CpsFlowDefinition(
                "node('" + AGENT + "') {\n"
                        + RealEngine.engine(RealEngine.dockerfile(
                                        """
                        FROM busybox:1.36 AS first
                        RUN echo only once $RANDOM > /out && echo first was built
                        FROM busybox:1.36 AS counting
                        COPY --from=first /out /out
                        RUN echo $RANDOM; for i in $(seq 1 %d); do echo counted $i.; sleep 1; done
                        """
                                                .formatted(LINES))
                                + "def build = multiStageBuild(noCache: true)\necho \"got ${build.image.id}\"")
                        + "\n}",
                true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[counting] counted 5.", run);
    }

    private static void cut(JenkinsRule jenkins) throws Throwable {
        Computer computer = jenkins.jenkins.getComputer(AGENT);
        computer.getChannel().close();
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(computer::isOnline);
        String log = JenkinsRule.getLog(run(jenkins));
        int counted = log.split(Pattern.quote("[counting] counted "), -1).length - 1;
        jenkins.waitForMessage("[counting] counted " + Math.min(LINES, counted + 3) + ".", run(jenkins));
    }

    private static void waitUntilAway(JenkinsRule jenkins) throws Throwable {
        jenkins.waitForMessage("agent " + AGENT + " is away", run(jenkins));
    }

    private static void sawTheAgentGo(JenkinsRule jenkins) throws Throwable {
        jenkins.assertLogContains("agent " + AGENT + " is back", run(jenkins));
    }

    private static void end(JenkinsRule jenkins) throws Throwable {
        WorkflowRun run = run(jenkins);
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        String log = JenkinsRule.getLog(run);
        for (int number = 1; number <= LINES; number++) {
            assertTold(log, "[counting] counted " + number + ".");
        }
        assertTold(log, "[first] first was built");
        jenkins.assertLogContains("got sha256:", run);
        StepSummary step = run.getAction(MultiStageBuildAction.class).getSteps().get(0);
        assertThat(step.getResult()).isEqualTo("success");
        assertThat(step.getBuilt()).isEqualTo(2);
    }

    private static void assertTold(String log, String line) {
        assertThat(log.split(Pattern.quote(line), -1)).as(line).hasSize(2);
    }

    private static WorkflowRun run(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
    }
}
