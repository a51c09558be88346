package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.page.StepSummary;
import java.util.List;
import jenkins.util.VirtualFile;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step in sandboxed Pipelines, with a real engine. */
@WithJenkins
@NeedsRealEngine
class MultiStageBuildStepTest {

    private static final String TWO_STAGES =
            """
            FROM busybox:1.36 AS builder
            RUN echo hello from builder > /out
            FROM builder AS unneeded
            RUN echo never
            FROM busybox:1.36 AS runtime
            COPY --from=builder /out /out
            """;

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void resultIsMadeOfPlainMapsThatTheSandboxAllows() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                RealEngine.node(
                        RealEngine.dockerfile(TWO_STAGES)
                                + """
                def build = multiStageBuild(target: 'runtime', tags: ['msb-jth:plain'])
                echo "image ${build.image.id.startsWith('sha256:')} of ${build.image.sizeBytes > 0}, tags ${build.image.tags}"
                echo "states ${build.stages.collect { it.name + '=' + it.state }.join(' ')}"
                sh 'docker image inspect msb-jth:plain > /dev/null && docker image rm msb-jth:plain'
                """));

        jenkins.assertLogContains("image true of true, tags [msb-jth:plain]", run);
        jenkins.assertLogContains("unneeded=skipped", run);
        jenkins.assertLogContains("[builder] ", run);
        StepSummary step = summaries(run).get(0);
        assertThat(step.getResult()).isEqualTo("success");
        assertThat(step.getTags()).containsExactly("msb-jth:plain");
        assertThat(step.getSkipped()).isEqualTo(1);
        assertThat(step.getSizeBytes()).isPositive();
        assertThat(artifacts(run, step)).contains("report.json", "report.html", "stages/0-builder.log");
        assertThat(run.getRootDir().list())
                .filteredOn(name -> name.startsWith("multi-stage-build"))
                .containsExactly("multi-stage-build-" + step.getId() + ".v1.json");
    }

    @Test
    void declarativePipelineNeedsNoScriptBlock() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                """
                pipeline {
                    agent any
                    stages {
                        stage('Image') {
                            steps {
                """
                        + RealEngine.engine(RealEngine.dockerfile(TWO_STAGES) + "multiStageBuild target: 'builder'")
                        + """

                            }
                        }
                    }
                }
                """);

        assertThat(summaries(run)).hasSize(1);
        assertThat(summaries(run).get(0).getTitle()).isEqualTo("builder");
    }

    @Test
    void failingRunIsToldWithFileLineStageAndItsLastWords() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                RealEngine.node(RealEngine.dockerfile(
                                """
                FROM busybox:1.36 AS base
                FROM base AS broken
                RUN echo something is missing here && exit 7
                """)
                        + "multiStageBuild()"));

        jenkins.assertLogContains("ERROR: Dockerfile:3: ", run);
        jenkins.assertLogContains("exit status 7", run);
        jenkins.assertLogContains("  | something is missing here", run);
        jenkins.assertLogNotContains("\tat ", run);
        StepSummary step = summaries(run).get(0);
        assertThat(step.getFailedStage()).isEqualTo("broken");
        assertThat(step.getFailedLog()).isEqualTo("stages/1-broken.log");
        assertThat(artifacts(run, step)).contains("report.json", "stages/1-broken.log");
    }

    @Test
    void engineThatDoesNotAnswerIsNamed() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                RealEngine.node(RealEngine.dockerfile("FROM busybox:1.36\n")
                        + "withEnv(['DOCKER_HOST=tcp://127.0.0.1:9']) { multiStageBuild() }"));

        jenkins.assertLogContains("ERROR: no Docker engine answers at tcp://127.0.0.1:9", run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @Test
    void twoStepsAndParallelBranchesWithOneFileDoNotDisturbOneAnother() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                RealEngine.node(
                        RealEngine.dockerfile(TWO_STAGES)
                                + """
                def ids = [:]
                parallel one: { ids.one = multiStageBuild(target: 'runtime').image.id },
                         two: { ids.two = multiStageBuild(target: 'runtime').image.id }
                ids.three = multiStageBuild(target: 'builder').image.id
                echo "same ${ids.one == ids.two}, other ${ids.one != ids.three}"
                """));

        jenkins.assertLogContains("same true, other true", run);
        assertThat(summaries(run)).hasSize(3).allMatch(StepSummary::isSuccess);
        assertThat(summaries(run).stream().map(StepSummary::getId)).doesNotHaveDuplicates();
    }

    @Test
    void abortEndsTheEngineRunAndKeepsTheLogs() throws Exception {
        WorkflowJob job = RealEngine.job(
                jenkins,
                "abort",
                RealEngine.node(RealEngine.dockerfile(
                                """
                FROM busybox:1.36 AS slow
                RUN echo waiting since $RANDOM$RANDOM && sleep 600
                """)
                        + "multiStageBuild noCache: true"));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[slow] waiting since", run);

        run.getExecutor().interrupt();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        StepSummary step = summaries(run).get(0);
        assertThat(step.getResult()).isEqualTo("aborted");
        assertThat(artifacts(run, step)).contains("report.json", "stages/0-slow.log");
    }

    @Test
    void hostileBuildOutputDoesNotBreakThePages() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                RealEngine.node(RealEngine.dockerfile(
                                """
                FROM busybox:1.36 AS builder
                RUN echo '<script>alert(1)</script>' && exit 1
                """)
                        + "multiStageBuild labels: [a: '<img src=x onerror=alert(2)>']"));

        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            assertThat(browser.getPage(run).asXml()).doesNotContain("<script>\n alert(1)");
            String build = browser.getPage(run).getWebResponse().getContentAsString();
            assertThat(build).contains("multi-stage-build/").doesNotContain("<script>alert(1)");
            String own = browser.getPage(run, MultiStageBuildAction.URL_NAME)
                    .getWebResponse()
                    .getContentAsString();
            assertThat(own).doesNotContain("<script>alert(1)");
        }
    }

    private static List<StepSummary> summaries(WorkflowRun run) {
        return run.getAction(MultiStageBuildAction.class).getSteps();
    }

    private static List<String> artifacts(WorkflowRun run, StepSummary step) throws Exception {
        VirtualFile folder = run.getArtifactManager().root().child("multi-stage-build/" + step.getId());
        return List.copyOf(folder.list("**", null, true));
    }
}
