package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Many steps at once on one controller, with a client that builds until it is ended. How long an abort takes is told in the log
 * only, since it depends on what else the machine does: docs/benchmarks.md has it.
 */
@WithJenkins
class ManyStepsTest {

    private static final Logger LOGGER = Logger.getLogger(ManyStepsTest.class.getName());
    private static final int STEPS = Integer.getInteger("msb.steps", 200);
    private static final int BUILDS = Integer.getInteger("msb.builds", 50);
    private static final String BUILDING = "sleep 86399.25";

    @Test
    void allEngineRunsOfABuildEndWithItsAbort(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = RealEngine.job(
                jenkins,
                "many",
                "node {\n"
                        + FakeClient.around(
                                "exec " + BUILDING,
                                """
                        def branches = [:]
                        for (int n = 0; n < %d; n++) {
                            branches["b$n"] = { multiStageBuild() }
                        }
                        parallel branches
                        """
                                        .formatted(STEPS))
                        + "}");
        long before = heap();
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        FakeClient.awaitProcesses(BUILDING, STEPS, Duration.ofMinutes(10));
        long each = (heap() - before) / STEPS;
        assertThat(threads()).as("threads").isLessThanOrEqualTo(30);
        Instant stopped = Instant.now();

        run.getExecutor().interrupt();

        FakeClient.awaitProcesses(BUILDING, 0, Duration.ofMinutes(10));
        Duration ended = Duration.between(stopped, Instant.now());
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        LOGGER.info("engine runs ended after " + ended + ", the build after " + Duration.between(stopped, Instant.now())
                + "; " + each + " bytes of heap for each step");
        assertThat(each).as("bytes of heap for each step").isLessThan(200_000);
        assertThat(run.getAction(MultiStageBuildAction.class).getSteps())
                .hasSize(STEPS)
                .allSatisfy(step -> assertThat(step.getResult()).isEqualTo("aborted"));
    }

    @Test
    void allEngineRunsOfManyBuildsEndWithTheirAbort(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setNumExecutors(BUILDS);
        WorkflowJob job = RealEngine.job(
                jenkins, "builds", "node {\n" + FakeClient.around("exec " + BUILDING, "multiStageBuild()") + "}");
        List<WorkflowRun> runs = new ArrayList<>();
        for (int number = 0; number < BUILDS; number++) {
            runs.add(job.scheduleBuild2(0).waitForStart());
        }
        FakeClient.awaitProcesses(BUILDING, BUILDS, Duration.ofMinutes(10));
        Instant stopped = Instant.now();

        runs.forEach(run -> run.getExecutor().interrupt());

        FakeClient.awaitProcesses(BUILDING, 0, Duration.ofMinutes(10));
        Duration ended = Duration.between(stopped, Instant.now());
        for (WorkflowRun run : runs) {
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        }
        LOGGER.info(
                "engine runs ended after " + ended + ", the builds after " + Duration.between(stopped, Instant.now()));
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("multiStageBuild "))
                .count();
    }
}
