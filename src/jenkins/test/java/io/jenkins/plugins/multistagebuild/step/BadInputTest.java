package io.jenkins.plugins.multistagebuild.step;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a user reads who asked for the impossible; no engine is needed for that. */
@WithJenkins
class BadInputTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void missingDockerfile() throws Exception {
        refused("multiStageBuild()", "ERROR: Dockerfile: there is no such file in the workspace");
    }

    @Test
    void emptyDockerfile() throws Exception {
        refused("writeFile file: 'Dockerfile', text: ''\nmultiStageBuild()", "ERROR: Dockerfile");
    }

    @Test
    void wrongDockerfileIsToldWithItsLine() throws Exception {
        refused(RealEngine.dockerfile("FROM busybox:1.36\nRUM true\n") + "multiStageBuild()", "ERROR: Dockerfile:2: ");
    }

    @Test
    void unknownTarget() throws Exception {
        refused(
                RealEngine.dockerfile("FROM busybox:1.36 AS builder\n") + "multiStageBuild target: 'biulder'",
                "builder");
    }

    @Test
    void pathsOutOfTheWorkspace() throws Exception {
        refused("multiStageBuild dockerfile: '../Dockerfile'", "'../Dockerfile' leads out of it");
        refused("multiStageBuild dockerfile: '/etc/passwd'", "'/etc/passwd' is absolute");
        refused("multiStageBuild context: 'a/../../b'", "context must be a path inside the workspace");
        refused("sh 'ln -s /etc/passwd Dockerfile'\nmultiStageBuild()", "by a symbolic link");
    }

    @Test
    void wrongTypesAreToldWithAnExample() throws Exception {
        refused("multiStageBuild tags: [a: 1]", "tags must be a list of strings, for example tags: [");
        refused("multiStageBuild buildArgs: ['A=1']", "buildArgs must be a map of strings, for example buildArgs: [");
        refused("multiStageBuild noCache: 'perhaps'", "noCache must be true or false");
        refused("multiStageBuild tag: 'x'", "there is no parameter tag; did you mean tags?");
        refused("multiStageBuild tags: ['UPPER CASE']", "'UPPER CASE' is no image reference");
    }

    @Test
    void limitsThatCanNotBeAreToldBeforeAnythingIsBuilt() throws Exception {
        refused("multiStageBuild maxImageSize: 'large'", "maxImageSize: 'large' is no size; write for example 200MB");
        refused("multiStageBuild maxDuration: '10m:explode'", "write warn, unstable or fail behind the colon");
        refused("multiStageBuild maxSizeIncrease: []", "maxSizeIncrease must be a limit");
        refused("multiStageBuild minEfficiency: '95%'", "minEfficiency is measured by looking into the image");
    }

    @Test
    void endpointsAndSecretsAreMapsWithTheFieldsThatTheyHave() throws Exception {
        refused("multiStageBuild secrets: 'npmrc'", "secrets must be a list of maps, for example secrets: [[id:");
        refused("multiStageBuild secrets: [[id: 'a', credential: 'b']]", "only id, credentialsId, part may stand");
        refused("multiStageBuild secrets: [[id: 'a b', credentialsId: 'b']]", "secrets: each needs an id of letters");
        refused(
                "multiStageBuild secrets: [[id: 'a', credentialsId: 'b', part: 'x']]",
                "only both, username or password");
        refused("multiStageBuild registries: [1]", "it is a list that holds the value 1");
        refused("multiStageBuild hosts: [[url: 'tcp://a']]", "hosts must be a list of maps, for example hosts: [[uri:");
        refused(
                "writeFile file: 'Dockerfile', text: 'FROM scratch\\nCOPY . /\\n'\n"
                        + "multiStageBuild registries: [[credentialsId: 'unknown']]",
                "registries: there is no credential 'unknown'");
    }

    @Test
    void limitsMayBeNumbersAndHaveSpaces() throws Exception {
        refused(
                "multiStageBuild maxImageSize: 200_000_000, maxWastedBytes: '20 MB', minEfficiency: 0.95, analyze: true",
                "ERROR: Dockerfile: there is no such file in the workspace");
    }

    @Test
    void gStringsNumbersAndSingleElementsAreTaken() throws Exception {
        refused(
                "def v = 2\nmultiStageBuild tags: \"app:${v}\", buildArgs: [V: v, \"K${v}\": \"x${v}\"], pull: 'false'",
                "ERROR: Dockerfile: there is no such file in the workspace");
    }

    private void refused(String steps, String message) throws Exception {
        WorkflowRun run = RealEngine.run(jenkins, Result.FAILURE, "node {\ndeleteDir()\n" + steps + "\n}");
        jenkins.assertLogContains(message, run);
        jenkins.assertLogNotContains("\tat ", run);
    }
}
