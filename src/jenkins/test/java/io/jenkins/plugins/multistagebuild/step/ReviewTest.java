package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.page.StepSummary;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Comparison with the last good build, gates, and looking into the image, in Pipelines with a real engine. */
@WithJenkins
@NeedsRealEngine
class ReviewTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void theLastGoodBuildIsTheMeasureAndOneThatGrewTooMuchIsNot() throws Exception {
        WorkflowJob job = RealEngine.job(
                jenkins,
                "grows",
                RealEngine.node(
                        """
                def number = env.BUILD_NUMBER as int
                def bytes = number == 1 ? 1000 : number == 2 ? 50000 : 1500
                writeFile file: 'Dockerfile', text: "FROM busybox:1.36 AS runtime\\nRUN head -c ${bytes} /dev/zero > /data\\n"
                def build = multiStageBuild(tags: ["msb-jth-grows:${number}"], maxSizeIncrease: '1kB:unstable')
                sh "docker image rm msb-jth-grows:${number}"
                echo "compared ${build.comparison?.sizeBytes}, ${build.gates[0].result}"
                """));

        WorkflowRun first = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
        jenkins.assertLogContains("Gate maxSizeIncrease skipped: there is no earlier report to compare with", first);
        jenkins.assertLogContains("compared null, skipped", first);

        WorkflowRun second = jenkins.assertBuildStatus(Result.UNSTABLE, job.scheduleBuild2(0));
        jenkins.assertLogContains("Gate maxSizeIncrease UNSTABLE: the image has 49.0 kB more than before", second);
        jenkins.assertLogContains("grown most: RUN head -c 50000", second);
        assertThat(warnings(second)).singleElement().satisfies(warning -> {
            assertThat(warning.getResult()).isEqualTo(Result.UNSTABLE);
            assertThat(warning.getMessage()).contains("49.0 kB more than before");
        });

        WorkflowRun third = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
        jenkins.assertLogContains("Gate maxSizeIncrease passed: the image has 500 B more than before", third);
        jenkins.assertLogContains("500 B", third);
        assertThat(warnings(third)).isEmpty();
    }

    @Test
    void aBuildThatMissedAnotherGateIsTheMeasureNevertheless() throws Exception {
        WorkflowJob job = RealEngine.job(
                jenkins,
                "large",
                RealEngine.node(RealEngine.dockerfile("FROM busybox:1.36\n")
                        + "def build = multiStageBuild(maxImageSize: '1kB:unstable')\n"
                        + "echo \"compared ${build.comparison != null}\""));

        WorkflowRun first = jenkins.assertBuildStatus(Result.UNSTABLE, job.scheduleBuild2(0));
        jenkins.assertLogContains("compared false", first);
        WorkflowRun second = jenkins.assertBuildStatus(Result.UNSTABLE, job.scheduleBuild2(0));
        jenkins.assertLogContains("compared true", second);
    }

    @Test
    void aGateThatFailsEndsTheStepAndItsReportIsKept() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                RealEngine.node(RealEngine.dockerfile("FROM busybox:1.36\nRUN head -c 3000 /dev/zero > /data\n")
                        + "multiStageBuild maxImageSize: '1 kB', maxDuration: '1h:warn'"));

        jenkins.assertLogContains("ERROR: Gate maxImageSize FAILED: the image has ", run);
        jenkins.assertLogContains("Gate maxDuration passed: ", run);
        jenkins.assertLogNotContains("\tat ", run);
        StepSummary step = summaries(run).get(0);
        assertThat(step.getResult()).isEqualTo("success");
        assertThat(run.getArtifactManager()
                        .root()
                        .child("multi-stage-build/" + step.getId() + "/report.json")
                        .isFile())
                .isTrue();
    }

    @Test
    void aWarningLeavesTheBuildAsItIsAndMarksTheNode() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                RealEngine.node(
                        RealEngine.dockerfile("FROM busybox:1.36\n") + "multiStageBuild maxImageSize: '1kB:warn'"));

        jenkins.assertLogContains("Gate maxImageSize WARNED: ", run);
        assertThat(warnings(run)).singleElement().satisfies(warning -> assertThat(warning.getMessage())
                .contains("maxImageSize"));
    }

    @Test
    void theAgentLooksIntoTheImageAndReadsALayerOnce() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowJob job = RealEngine.job(
                jenkins,
                "wastes",
                "node('" + agent.getNodeName() + "') {\n"
                        + RealEngine.engine(
                                RealEngine.dockerfile(
                                                """
                        FROM busybox:1.36
                        RUN head -c 300000 /dev/urandom > /data
                        RUN rm /data
                        """)
                                        + """
                        def build = multiStageBuild(analyze: true, maxWastedBytes: '100kB:warn', minEfficiency: 0.5)
                        echo "wasted ${build.waste.wastedBytes}, read ${build.waste.layersRead}, ${build.waste.problem}"
                        """)
                        + "\n}");

        WorkflowRun first = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
        jenkins.assertLogContains("wasted 300000, read 3, null", first);
        jenkins.assertLogContains("Gate maxWastedBytes WARNED: the image wastes 300 kB", first);
        jenkins.assertLogContains("Gate minEfficiency passed: ", first);
        assertThat(agent.getRootPath().child("caches/multi-stage-build/layers").list())
                .isNotEmpty();

        WorkflowRun second = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
        jenkins.assertLogContains("wasted 300000, read 0, null", second);
    }

    @Test
    void anAnalysisThatFailsIsNotTheBuildsFailure() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                RealEngine.node(
                        RealEngine.dockerfile("FROM busybox:1.36\nLABEL a=b\n")
                                + """
                sh '''
                    printf '#!/bin/sh\\ncase "$1" in save) echo no space left >&2; exit 1;; esac\\nexec %s "$@"\\n' "$(which docker)" > docker
                    chmod +x docker
                '''
                withEnv(["PATH+FIRST=${pwd()}"]) {
                    def build = multiStageBuild(analyze: true)
                    echo "problem: ${build.waste.problem}"
                }
                """));

        jenkins.assertLogContains("problem: docker save failed: no space left", run);
    }

    @Test
    void findingsFailTheBuildWhereNoneIsAllowed() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                RealEngine.node(
                        RealEngine.dockerfile("FROM busybox:1.36 AS Upper\n") + "multiStageBuild failOnLint: true"));

        jenkins.assertLogContains("where none is allowed (StageNameCasing)", run);
        assertThat(run.getAction(MultiStageBuildAction.class)).isNull();
    }

    @Test
    void keysKeepStepsApartAndLeaveVersionsOut() {
        String key = Baseline.key("Dockerfile", "runtime", List.of("registry.example:5000/app:1", "app"));

        assertThat(Baseline.key("Dockerfile", "runtime", List.of("app:3", "registry.example:5000/app:2")))
                .isEqualTo(key);
        assertThat(Baseline.key("Dockerfile", null, List.of("registry.example:5000/app", "app")))
                .isNotEqualTo(key);
        assertThat(Baseline.key("Dockerfile", "runtime", List.of("registry.example:5000/other", "app")))
                .isNotEqualTo(key);
    }

    private static List<StepSummary> summaries(WorkflowRun run) {
        return run.getAction(MultiStageBuildAction.class).getSteps();
    }

    private static List<WarningAction> warnings(WorkflowRun run) {
        return new DepthFirstScanner()
                .allNodes(run.getExecution()).stream()
                        .map((FlowNode node) -> node.getPersistentAction(WarningAction.class))
                        .filter(warning -> warning != null)
                        .toList();
    }
}
