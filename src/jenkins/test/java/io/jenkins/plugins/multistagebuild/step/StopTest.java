package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A stop that comes at the moment in which the Dockerfile has been read and the build begins. */
@WithJenkins
class StopTest {

    private static final String THREADS = "multiStageBuild commands";

    @Test
    void aStopBetweenReadingAndBuildingLeavesNothingBehind(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = RealEngine.job(
                jenkins,
                "stopped",
                "node {\n" + RealEngine.dockerfile("FROM scratch\nCOPY . /\n") + "multiStageBuild()\n}");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Pause.REACHED.await();
        MultiStageBuildExecution step = run.getExecution().getCurrentExecutions(true).get().stream()
                .filter(MultiStageBuildExecution.class::isInstance)
                .map(MultiStageBuildExecution.class::cast)
                .findFirst()
                .orElseThrow();

        synchronized (step) {
            step.stop(new FlowInterruptedException(Result.ABORTED, true));
            awaitWaiting(step, 1);
            Pause.END.countDown();
            awaitWaiting(step, 2);
        }

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        FilePath temporary = WorkspaceList.tempDir(jenkins.jenkins.getWorkspaceFor(job));
        await("the step's temporary folder goes", () -> temporary.list().stream()
                .noneMatch(each -> each.getName().startsWith("multi-stage-build-")));
        MultiStageBuildAction action = run.getAction(MultiStageBuildAction.class);
        assertThat(action == null || action.getSteps().stream().noneMatch(each -> each.isRunning()))
                .as("no step is shown as running")
                .isTrue();
    }

    /** Waits until so many threads stand before a monitor that this thread holds. */
    private static void awaitWaiting(Object monitor, long threads) throws Exception {
        String lock = monitor.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(monitor));
        await("threads come", () -> waiting(lock) >= threads);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (!condition.call()) {
            assertThat(Instant.now()).as(what + " within a minute").isBefore(end);
            Thread.onSpinWait();
        }
    }

    private static long waiting(String lock) {
        ThreadInfo[] all = ManagementFactory.getThreadMXBean().dumpAllThreads(false, false);
        return Arrays.stream(all)
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().startsWith("multiStageBuild "))
                .filter(thread -> thread.getThreadState() == Thread.State.BLOCKED && lock.equals(thread.getLockName()))
                .count();
    }

    /** Holds the step up while it looks at the workspace. */
    @TestExtension
    public static final class Pause extends LauncherDecorator {

        static final CountDownLatch REACHED = new CountDownLatch(1);
        static final CountDownLatch END = new CountDownLatch(1);

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            if (Thread.currentThread().getName().startsWith(THREADS)) {
                REACHED.countDown();
                try {
                    END.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return launcher;
        }
    }
}
