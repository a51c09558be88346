package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.EnvVars;
import hudson.model.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What goes through a registry goes on, and is not repeated, while the controller is started again. */
@NeedsRealEngine
class AgentsRegistryRestartTest {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String PASSWORD = "pw-9i8u7z6t5r4e";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"push", "pull"})
    void aHandOverGoesOnWhereItWas(String what) throws Throwable {
        assumeTrue(GuardedRegistry.isThere(), "there is no docker-registry");
        Path begun = folder.resolve("begun");
        try (GuardedRegistry registry = GuardedRegistry.start(folder, "robot", PASSWORD)) {
            sessions.then(jenkins -> {
                agents(jenkins, what, begun);
                SystemCredentialsProvider.getInstance()
                        .getCredentials()
                        .add(new UsernamePasswordCredentialsImpl(
                                CredentialsScope.GLOBAL, "push", null, "robot", PASSWORD));
                SystemCredentialsProvider.getInstance().save();
                RealEngine.job(jenkins, "p", script(registry.address()))
                        .scheduleBuild2(0)
                        .waitForStart();
                Awaitility.await().atMost(LONG).until(() -> Files.exists(begun));
            });
            sessions.then(jenkins -> {
                for (String name : new String[] {"first", "second"}) {
                    jenkins.jenkins.getComputer(name).connect(false).get();
                }
                WorkflowRun run = jenkins.jenkins
                        .getItemByFullName("p", WorkflowJob.class)
                        .getBuildByNumber(1);
                assertThat(run.isBuilding()).isTrue();
                jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
                jenkins.assertLogContains("through [" + registry.address() + "]", run);
                jenkins.assertLogContains("0123of the context", run);
                jenkins.assertLogNotContains(PASSWORD, run);
                assertThat(Files.readAllLines(begun)).isNotEmpty().doesNotHaveDuplicates();
            });
        }
    }

    /** The agent that sends, or that which takes, has a client that does so only after a while. */
    private void agents(JenkinsRule jenkins, String what, Path begun) throws Exception {
        String all = System.getenv("PATH");
        if (what.equals("push")) {
            AgentsTest.TestAgent.first(jenkins);
            AgentsTest.TestAgent.second(jenkins, client -> slow(what, begun, client));
        } else {
            String clients = slow(what, begun, RealEngine.client());
            AgentsTest.TestAgent.agent(
                    jenkins, "first", new EnvVars("DOCKER_HOST", RealEngine.host(), "PATH", clients + ":" + all));
            AgentsTest.TestAgent.second(jenkins);
        }
    }

    private String slow(String what, Path begun, String client) {
        try {
            Path script = Files.writeString(
                    folder.resolve("docker"),
                    """
                    #!/bin/sh
                    case " $* " in
                        *" %s "*) echo "$*" >> '%s'; sleep 20;;
                    esac
                    exec '%s' "$@"
                    """
                            .formatted(what, begun, client));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            return folder.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script(String registry) {
        return "node('first') {\n" + AgentsTest.four(8)
                + """
                def build = multiStageBuild(agents: 'docker', noCache: true, tags: ['msb-jth-registry:2'],
                    registries: [[url: 'http://ADDRESS', credentialsId: 'push']], handOverRegistry: 'ADDRESS/ci/hand-over')
                echo "through ${build.transfers.collect { it.through }.toSet()}"
                sh 'docker run --rm msb-jth-registry:2 cat /0 /1 /2 /3 /context && docker image rm msb-jth-registry:2'
                }
                """
                        .replace("ADDRESS", registry);
    }
}
