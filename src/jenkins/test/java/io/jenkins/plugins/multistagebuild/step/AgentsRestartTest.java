package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.multistagebuild.step.AgentsTest.TestAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A build on several agents goes on when the controller comes back. */
@NeedsRealEngine
class AgentsRestartTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path folder;

    @Test
    void aRequestThatWaitsInTheQueueWaitsOn() throws Throwable {
        sessions.then(jenkins -> {
            TestAgent.first(jenkins);
            TestAgent.second(jenkins).toComputer().disconnect(null).get();
            WorkflowRun run = start(jenkins, 60);
            jenkins.waitForMessage("first: building", run);
            Awaitility.await().atMost(LONG).until(() -> requests() == 1);
        });
        sessions.then(jenkins -> {
            connect(jenkins, "first", "second");
            WorkflowRun run = run(jenkins);
            jenkins.waitForMessage("second: building", run);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
            assertThat(requests()).isZero();
            assertIdle(jenkins, "second");
        });
    }

    /** As after a crash, where the queue comes back as it was written some time before. */
    @Test
    void aRequestThatTheQueueKeptTooLongDoesNotTakeThePlaceOfItsExecutor() throws Throwable {
        sessions.then(jenkins -> {
            TestAgent.first(jenkins);
            TestAgent.second(jenkins);
            WorkflowRun run = start(jenkins, 60);
            jenkins.waitForMessage("second: building", run);
            AgentTask came = jenkins.jenkins.getComputer("second").getExecutors().stream()
                    .map(Executor::getCurrentExecutable)
                    .filter(AgentUse.class::isInstance)
                    .map(use -> ((AgentUse) use).getParent())
                    .findFirst()
                    .orElseThrow();
            Queue.getInstance().schedule2(came.of(came.number(), null), 0);
            assertThat(requests()).isEqualTo(1);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            assertThat(run.isBuilding()).isTrue();
            connect(jenkins, "first", "second");
            Awaitility.await().atMost(LONG).until(() -> holds(jenkins, "second"));

            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
            assertThat(requests()).isZero();
            assertIdle(jenkins, "second");
        });
    }

    @Test
    void whatRunsGoesOnAndItsExecutorIsTakenAgain() throws Throwable {
        sessions.then(jenkins -> {
            TestAgent.first(jenkins);
            TestAgent.second(jenkins);
            jenkins.waitForMessage("second: building", start(jenkins, 60));
        });
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            assertThat(run.isBuilding()).isTrue();
            connect(jenkins, "first", "second");
            Awaitility.await().atMost(LONG).until(() -> holds(jenkins, "second"));

            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
            assertThat(JenkinsRule.getLog(run).split(Pattern.quote("second: building"), -1))
                    .as("nothing is built twice")
                    .hasSize(2);
            jenkins.assertLogContains("on [first, second]", run);
            assertIdle(jenkins, "second");
        });
    }

    @Test
    void aHandOverGoesOnWhereItWas() throws Throwable {
        Path taken = folder.resolve("taken");
        Files.writeString(
                folder.resolve("docker"),
                """
                #!/bin/sh
                case " $* " in
                    *" import "* | *" load "*) echo "$*" >> '%s'; sleep 20;;
                esac
                exec '%s' "$@"
                """
                        .formatted(taken, RealEngine.client()));
        Files.setPosixFilePermissions(folder.resolve("docker"), PosixFilePermissions.fromString("rwx------"));
        sessions.then(jenkins -> {
            TestAgent.agent(
                    jenkins,
                    "first",
                    new EnvVars("DOCKER_HOST", RealEngine.host(), "PATH", folder + ":" + System.getenv("PATH")));
            TestAgent.second(jenkins);
            start(jenkins, 15);
            Awaitility.await().atMost(LONG).until(() -> Files.exists(taken));
        });
        sessions.then(jenkins -> {
            connect(jenkins, "first", "second");
            WorkflowRun run = run(jenkins);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
            List<String> all = Files.readAllLines(taken);
            jenkins.assertLogContains("sent " + all.size() + " of " + all.size(), run);
        });
    }

    @Test
    void anAbortBeforeTheAgentIsBackLeavesNothing() throws Throwable {
        sessions.then(jenkins -> {
            TestAgent.first(jenkins);
            TestAgent.second(jenkins);
            jenkins.waitForMessage("second: building", start(jenkins, 300));
        });
        sessions.then(jenkins -> {
            connect(jenkins, "first");
            WorkflowRun run = run(jenkins);
            run.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(requests()).isZero();

            connect(jenkins, "second");
            FilePath temporary = WorkspaceList.tempDir(
                    jenkins.jenkins.getNode("second").getWorkspaceFor((WorkflowJob) run.getParent()));
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> !temporary.isDirectory()
                            || temporary.list().stream()
                                    .noneMatch(each -> each.getName().startsWith("multi-stage")));
            assertIdle(jenkins, "second");
        });
    }

    private static WorkflowRun start(JenkinsRule jenkins, int seconds) throws Exception {
        WorkflowJob job = RealEngine.job(
                jenkins,
                "p",
                "node('first') {\n" + AgentsTest.four(seconds)
                        + """
                        def build = multiStageBuild(agents: 'docker', noCache: true)
                        echo "on ${build.stages.findAll { it.index < 4 }.collect { it.host }.toSet().sort()}"
                        echo "sent ${build.transfers.count { it.bytes > 0 }} of ${build.transfers.size()}"
                        }
                        """);
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun run(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
    }

    private static void connect(JenkinsRule jenkins, String... names) throws Exception {
        for (String name : names) {
            jenkins.jenkins.getComputer(name).connect(false).get();
        }
    }

    private static long requests() {
        return Arrays.stream(Queue.getInstance().getItems())
                .filter(item -> item.task instanceof AgentTask)
                .count();
    }

    private static boolean holds(JenkinsRule jenkins, String name) {
        Computer computer = jenkins.jenkins.getComputer(name);
        return computer.getExecutors().stream()
                .map(Executor::getCurrentExecutable)
                .anyMatch(AgentUse.class::isInstance);
    }

    private static void assertIdle(JenkinsRule jenkins, String name) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> jenkins.jenkins.getComputer(name).isIdle());
    }
}
