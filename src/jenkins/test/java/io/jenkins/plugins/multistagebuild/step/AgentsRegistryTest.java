package io.jenkins.plugins.multistagebuild.step;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents hand over what others need through a registry that asks for a password. */
@WithJenkins
@NeedsRealEngine
class AgentsRegistryTest {

    @TempDir
    private Path folder;

    @Test
    void whatAgentsHandOverGoesThroughTheRegistry(JenkinsRule jenkins) throws Exception {
        assumeTrue(GuardedRegistry.isThere(), "there is no docker-registry");
        AgentsTest.TestAgent.first(jenkins);
        AgentsTest.TestAgent.second(jenkins);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "push", null, "robot", "pw-4r5t6z7u8i9o"));
        try (GuardedRegistry registry = GuardedRegistry.start(folder, "robot", "pw-4r5t6z7u8i9o")) {
            String script = "node('first') {\n" + AgentsTest.four(6)
                    + """
                    def build = multiStageBuild(agents: 'docker', noCache: true, tags: ['msb-jth-registry:1'],
                        REGISTRIES handOverRegistry: 'ADDRESS/ci/hand-over')
                    echo "through ${build.transfers.collect { it.through }.toSet()}"
                    sh 'docker run --rm msb-jth-registry:1 cat /0 /1 /2 /3 /context && docker image rm msb-jth-registry:1'
                    sh 'test -z "$(docker image ls --quiet ADDRESS/ci/hand-over)"'
                    }
                    node('second') { sh 'test -z "$(docker image ls --quiet ADDRESS/ci/hand-over)"' }
                    """
                            .replace("ADDRESS", registry.address());
            WorkflowRun run = RealEngine.run(
                    jenkins,
                    Result.SUCCESS,
                    script.replace(
                            "REGISTRIES",
                            "registries: [[url: 'http://" + registry.address() + "', credentialsId: 'push']],"));

            jenkins.assertLogContains("through [" + registry.address() + "]", run);
            jenkins.assertLogContains("0123of the context", run);
            jenkins.assertLogContains(" to first through " + registry.address(), run);

            run = RealEngine.run(jenkins, Result.FAILURE, script.replace("REGISTRIES", ""));
            jenkins.assertLogContains(" can't push to " + registry.address() + "/ci/hand-over: ", run);
            jenkins.assertLogContains("; log the docker client for second in to it", run);
        }
    }

    @Test
    void aRepositoryThatIsNoneIsToldAtOnce(JenkinsRule jenkins) throws Exception {
        jenkins.assertLogContains(
                "handOverRegistry: 'hand-over': it needs the name of a registry",
                RealEngine.run(
                        jenkins,
                        Result.FAILURE,
                        "node { multiStageBuild agents: 'docker', handOverRegistry: 'hand-over' }"));
        jenkins.assertLogContains(
                "handOverRegistry is for builds on several hosts or agents",
                RealEngine.run(
                        jenkins, Result.FAILURE, "node { multiStageBuild handOverRegistry: 'registry.example/x' }"));
    }
}
