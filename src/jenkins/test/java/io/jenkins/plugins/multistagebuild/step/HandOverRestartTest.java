package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What travels between hosts goes on travelling while the controller is started again. */
@NeedsRealEngine
class HandOverRestartTest {

    private static final String SECOND = System.getenv("MSB_ENGINE_CONTAINERD_HOST");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path folder;

    @Test
    void aHandOverGoesOnOverARestartAndIsNotRepeated() throws Throwable {
        assumeTrue(SECOND != null, "MSB_ENGINE_CONTAINERD_HOST names no second engine");
        Path taken = folder.resolve("taken");
        Path slow = folder.resolve("slow");
        // A client that takes what another host sends only after a while.
        Files.writeString(
                folder.resolve("docker"),
                """
                #!/bin/sh
                case " $* " in
                    *" import "* | *" load "*) if [ -f '%s' ]; then echo "$*" >> '%s'; sleep 20; fi;;
                esac
                exec '%s' "$@"
                """
                        .formatted(slow, taken, RealEngine.client()));
        Files.setPosixFilePermissions(folder.resolve("docker"), PosixFilePermissions.fromString("rwx------"));
        sessions.then(jenkins -> {
            WorkflowJob job = RealEngine.job(jenkins, "p", pipeline());
            jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
            Files.createFile(slow);
            job.scheduleBuild2(0).waitForStart();
            Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> Files.exists(taken));
        });
        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(2);
            assertThat(run.isBuilding()).isTrue();

            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));

            List<String> all = Files.readAllLines(taken);
            jenkins.assertLogContains("sent " + all.size() + " of " + all.size(), run);
            jenkins.assertLogContains("0123", run);
        });
    }

    private String pipeline() {
        StringBuilder dockerfile = new StringBuilder();
        for (int stage = 0; stage < 4; stage++) {
            dockerfile.append("FROM busybox:1.36 AS s%1$d\nRUN sleep 8 && printf %1$d > /%1$d\n".formatted(stage));
        }
        dockerfile.append("FROM busybox:1.36\n");
        for (int stage = 0; stage < 4; stage++) {
            dockerfile.append("COPY --from=s%1$d /%1$d /%1$d\n".formatted(stage));
        }
        return RealEngine.node("withEnv(['PATH+SLOW=" + folder + "']) {\n"
                + RealEngine.dockerfile(dockerfile.toString())
                + """
                def build = multiStageBuild(hosts: ['%s', '%s'], noCache: true, tags: ['msb-jth-sent:1'])
                echo "sent ${build.transfers.count { it.bytes > 0 }} of ${build.transfers.size()}"
                sh 'docker run --rm msb-jth-sent:1 cat /0 /1 /2 /3 && docker image rm msb-jth-sent:1'
                }
                """
                        .formatted(RealEngine.host(), SECOND));
    }
}
