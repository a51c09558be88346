package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.page.StepSummary;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A build goes on when the controller comes back, and what it left stays. */
@NeedsRealEngine
class RestartTest {

    private static final String COUNTING =
            """
            FROM busybox:1.36 AS counting
            RUN echo $RANDOM; for i in $(seq 1 40); do echo counted $i.; sleep 1; done
            """;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void buildGoesOnAfterARestartWithEveryLineOnce() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowJob job = RealEngine.job(
                    jenkins,
                    "p",
                    RealEngine.node(
                            RealEngine.dockerfile(COUNTING)
                                    + """
                    def build = multiStageBuild(noCache: true)
                    echo "got ${build.image.id}"
                    """));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("[counting] counted 5.", run);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            thePagesGoOn(jenkins, run);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
            for (int number = 1; number <= 40; number++) {
                String line = "[counting] counted " + number + ".";
                assertThat(JenkinsRule.getLog(run).split(Pattern.quote(line), -1))
                        .as(line)
                        .hasSize(2);
            }
            jenkins.assertLogContains("got sha256:", run);
        });
        sessions.then(jenkins -> {
            StepSummary step = run(jenkins)
                    .getAction(MultiStageBuildAction.class)
                    .getSteps()
                    .get(0);
            assertThat(step.getResult()).isEqualTo("success");
            assertThat(step.getCriticalPath()).containsExactly("counting");
            assertThat(step.getSizeBytes()).isPositive();
        });
    }

    @Test
    void resultIsKeptOverARestart() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowJob job = RealEngine.job(
                    jenkins,
                    "p",
                    RealEngine.node(
                            RealEngine.dockerfile("FROM busybox:1.36\n")
                                    + """
                    def build = multiStageBuild()
                    sh 'echo built; sleep 15'
                    echo "still ${build.image.layers.size() > 0} ${build.stages[0].state}"
                    """));
            jenkins.waitForMessage("+ sleep 15", job.scheduleBuild2(0).waitForStart());
        });
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("still true", run);
        });
    }

    /** Pages that were open ask the new controller under the same addresses. */
    private static void thePagesGoOn(JenkinsRule jenkins, WorkflowRun run) throws Exception {
        StepSummary step = run.getAction(MultiStageBuildAction.class).getSteps().get(0);
        assertThat(step.isRunning()).isTrue();
        String page = run.getUrl() + "multi-stage-build/step/" + step.getId() + "/";
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> client.goTo(page + "live", null)
                    .getWebResponse()
                    .getContentAsString()
                    .contains("0 of 1 stage has ended, 1 runs."));
            assertThat(client.goTo(page + "live", null).getWebResponse().getResponseHeaderValue("X-Running"))
                    .isEqualTo("true");
            assertThat(client.goTo(page + "report.json", "application/json")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("\"result\":\"running\"");
            assertThat(client.goTo(page + "stage/0/log?start=0", "text/plain")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("counted 5.");
        }
    }

    private static WorkflowRun run(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
    }
}
