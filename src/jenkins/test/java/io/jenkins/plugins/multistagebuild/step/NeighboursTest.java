package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Ends that come from outside of the step: they end all of its engine runs, and those of nobody else. */
@WithJenkins
class NeighboursTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LATER = Duration.ofMinutes(2);

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void aBranchThatFailsFastEndsTheStepsBesideIt() throws Exception {
        String building = "sleep 86396.5";
        WorkflowJob job = RealEngine.job(
                jenkins,
                "fast",
                "node {\n"
                        + FakeClient.around(
                                "touch begun; exec " + building,
                                """
                        parallel failFast: true,
                            image: { multiStageBuild() },
                            other: { sh 'until [ -f begun ]; do sleep 0.2; done'
                                error 'the other one fails' }
                        """)
                        + "}");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("the other one fails", run);

        FakeClient.awaitProcesses(building, 0, SOON);

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(run.getAction(MultiStageBuildAction.class).getSteps())
                .singleElement()
                .satisfies(step -> assertThat(step.getResult()).isEqualTo("aborted"));
    }

    @Test
    void aTimeoutAroundTheStepAbortsIt() throws Exception {
        String building = "sleep 86392.5";
        WorkflowJob job = RealEngine.job(
                jenkins,
                "timeout",
                "node {\n"
                        + FakeClient.around(
                                "exec " + building,
                                "timeout(time: 8, unit: 'SECONDS', activity: true) { multiStageBuild() }")
                        + "}");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Cancelling nested steps due to timeout", run);

        FakeClient.awaitProcesses(building, 0, SOON);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(run.getAction(MultiStageBuildAction.class).getSteps())
                .singleElement()
                .satisfies(step -> assertThat(step.getResult()).isEqualTo("aborted"));
        assertThat(run.getArtifacts())
                .extracting(WorkflowRun.Artifact::getFileName)
                .contains("report.json");
    }

    @Test
    void aJobThatIsDeletedLeavesNothingBehind() throws Exception {
        String building = "sleep 86395.5";
        WorkflowJob job = RealEngine.job(
                jenkins, "deleted", "node {\n" + FakeClient.around("exec " + building, "multiStageBuild()") + "}");
        job.scheduleBuild2(0).waitForStart();
        FakeClient.awaitProcesses(building, 1, LATER);
        FilePath temporary = WorkspaceList.tempDir(jenkins.jenkins.getWorkspaceFor(job));

        job.delete();

        FakeClient.awaitProcesses(building, 0, SOON);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> !temporary.isDirectory()
                        || temporary.list().stream()
                                .noneMatch(each -> each.getName().startsWith("multi-stage-build-")));
    }

    @Test
    void twoJobsOnOneAgentDoNotDisturbOneAnother() throws Exception {
        String first = "sleep 86394.5";
        String second = "sleep 86393.5";
        WorkflowRun stopped = RealEngine.job(
                        jenkins, "stopped", "node {\n" + FakeClient.around("exec " + first, "multiStageBuild()") + "}")
                .scheduleBuild2(0)
                .waitForStart();
        WorkflowRun goesOn = RealEngine.job(
                        jenkins, "goes-on", "node {\n" + FakeClient.around("exec " + second, "multiStageBuild()") + "}")
                .scheduleBuild2(0)
                .waitForStart();
        FakeClient.awaitProcesses(first, 1, LATER);
        FakeClient.awaitProcesses(second, 1, LATER);

        stopped.getExecutor().interrupt();

        FakeClient.awaitProcesses(first, 0, SOON);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(stopped));
        assertThat(goesOn.isBuilding()).isTrue();
        assertThat(FakeClient.processes(second)).isEqualTo(1);
        goesOn.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(goesOn));
    }
}
