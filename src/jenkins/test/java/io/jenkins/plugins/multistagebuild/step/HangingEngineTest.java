package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A client that answers no question any more when the build is stopped. */
@WithJenkins
class HangingEngineTest {

    @Test
    void anEngineThatHangsIsNotWaitedFor(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = RealEngine.job(
                jenkins,
                "hangs",
                """
                node {
                    writeFile file: 'Dockerfile', text: 'FROM scratch\\nCOPY . /\\n'
                    writeFile file: 'docker', text: '''#!/bin/sh
                        case "$*" in
                            "version "*) echo '{"Client":{"Version":"26.1.5"},"Server":{"Version":"26.1.5"}}';;
                            "info --format "*) echo v0.13.1;;
                            *) echo "#1 waiting"; exec sleep 300;;
                        esac'''
                    sh 'chmod +x docker'
                    withEnv(["PATH+FIRST=${pwd()}"]) { multiStageBuild() }
                }
                """);
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("engine 26.1.5", run);
        Instant stopped = Instant.now();

        run.getExecutor().interrupt();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(40));
        assertThat(run.getAction(MultiStageBuildAction.class).getSteps())
                .singleElement()
                .satisfies(step -> assertThat(step.getResult()).isEqualTo("aborted"));
    }

    @Test
    void aClientThatDoesNotListenIsKilledAndItsNeighboursAreNot(JenkinsRule jenkins) throws Exception {
        String building = "sleep 86398.5";
        WorkflowJob job = RealEngine.job(
                jenkins,
                "deaf",
                "node {\n"
                        + FakeClient.around(
                                "trap \"\" TERM; while :; do " + building + "; done",
                                """
                        parallel stopped: {
                                catchError(catchInterruptions: true) { timeout(time: 8, unit: 'SECONDS') { multiStageBuild() } }
                            },
                            beside: { sh 'sleep 30 && echo $((40 + 2)) went on' }
                        """)
                        + "}");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        FakeClient.awaitProcesses(building, 1, Duration.ofMinutes(1));
        jenkins.waitForMessage("Cancelling nested steps due to timeout", run);

        FakeClient.awaitProcesses(building, 0, Duration.ofSeconds(10));

        jenkins.waitForCompletion(run);
        jenkins.assertLogContains("42 went on", run);
        assertThat(run.getAction(MultiStageBuildAction.class).getSteps())
                .singleElement()
                .satisfies(step -> assertThat(step.getResult()).isEqualTo("aborted"));
    }
}
