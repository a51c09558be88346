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
        refused(
                RealEngine.dockerfile("FROM scratch") + "multiStageBuild context: 'none'",
                "context 'none' is no directory of the workspace; check the sources out");
        refused("multiStageBuild context: 'a/../../b'", "context must be a path inside the workspace");
        refused("sh 'ln -s /etc/passwd Dockerfile'\nmultiStageBuild()", "by a symbolic link");
    }

    @Test
    void linksOutOfTheWorkspaceAndWhatIsNoDockerfile() throws Exception {
        refused("sh 'ln -s / out'\nmultiStageBuild dockerfile: 'out/etc/passwd'", "by a symbolic link");
        refused(
                "sh 'ln -s /tmp out'\nwriteFile file: 'Dockerfile', text: 'FROM scratch'\nmultiStageBuild context: 'out'",
                "context 'out' leads out of the workspace by a symbolic link");
        refused("sh 'mkdir Dockerfile'\nmultiStageBuild()", "this is no file but a directory or a device");
        refused(
                "sh 'head -c 2000000 /dev/zero > Dockerfile'\nmultiStageBuild()",
                "the file is larger than 1 MiB, which no Dockerfile needs");
    }

    @Test
    void nullAndEmptyMeanThatNothingWasAskedFor() throws Exception {
        refused(
                "multiStageBuild dockerfile: '', context: null, target: ' ', tags: null, buildArgs: [:], alsoBuild: [],"
                        + " secrets: null, registries: [], hosts: null, maxImageSize: null, stageTimeout: null",
                "ERROR: Dockerfile: there is no such file in the workspace");
        refused("multiStageBuild tags: [null]", "tags must be a list of strings, for example tags: [");
        refused("multiStageBuild buildArgs: [A: null]", "it is a map that holds null");
        refused("multiStageBuild maxImageSize: ''", "maxImageSize");
    }

    @Test
    void wrongTypesAreToldWithAnExample() throws Exception {
        refused("multiStageBuild tags: [a: 1]", "tags must be a list of strings, for example tags: [");
        refused("multiStageBuild buildArgs: ['A=1']", "buildArgs must be a map of strings, for example buildArgs: [");
        refused("multiStageBuild noCache: 'perhaps'", "noCache must be true or false");
        refused(
                "multiStageBuild target: ['a']",
                "target must be a string, for example target: 'runtime'; it is a list");
        refused("multiStageBuild nothing: 1", "there is no parameter nothing; there are dockerfile, context, target");
        refused(
                "multiStageBuild jobs: 0",
                "jobs must be a number from 1 to 1000, for example jobs: 2; it is the value 0");
        refused("multiStageBuild retries: 'many'", "retries must be a number from 0 to 1000");
        refused("multiStageBuild retries: 1.5", "it is the value 1.5");
        refused(
                "multiStageBuild stageTimeout: 'soon'",
                "stageTimeout must be a duration, for example stageTimeout: '30m'");
        refused("multiStageBuild engine: 'podman'", "engine must be 'auto', 'buildkit' or 'classic'");
        refused("multiStageBuild tag: 'x'", "there is no parameter tag; did you mean tags?");
        refused(
                "multiStageBuild dokcerfile: 'x'",
                "there is no parameter dokcerfile; did you mean dockerfile? For example dockerfile: 'docker/Dockerfile'");
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
    void whatNoEngineTakesIsToldWithTheParameter() throws Exception {
        refused("multiStageBuild shmSize: 'lots'", "shmSize: 'lots' is no size; write for example shmSize: '256m'");
        refused("multiStageBuild ulimits: 'nofile'", "ulimits: 'nofile' is no limit; write for example ulimits: [");
        refused("multiStageBuild addHosts: ['db']", "addHosts: 'db' is no host with an address; write for example");
        refused("multiStageBuild labels: ['': 'x']", "labels: '' is no name; write for example labels: [team: 'core']");
        refused("multiStageBuild buildArgs: ['A B': 1]", "buildArgs: 'A B' is no name; write for example buildArgs: [");
        refused("multiStageBuild registries: ['no url']", "registries: 'no url' is no address of a registry; write");
        refused("multiStageBuild registries: ['r.example', 'https://r.example/v2']", "'r.example' is named twice");
        refused(
                "multiStageBuild secrets: [[id: 'a', credentialsId: 'b'], [id: 'a', credentialsId: 'c']]",
                "secrets: 'a' is named twice; name it once, for example secrets: [[id: 'npmrc'");
        refused("multiStageBuild toolName: 'no-such'", "ERROR: Dockerfile: there is no such file in the workspace");
        refused(
                RealEngine.dockerfile("FROM scratch\nCOPY . /\n") + "multiStageBuild toolName: 'no-such'",
                "toolName: there is no Docker installation 'no-such'; there is none at all; add it under Manage Jenkins");
        refused(
                "multiStageBuild shmSize: '1.5 GiB', ulimits: ['nofile=1:2', 'core=-1'], addHosts: ['a:::1', 'b=1.2.3.4'],"
                        + " labels: ['a b': 'c'], buildContexts: ['docker.io/library/a:1': 'x'],"
                        + " registries: ['r.example:5000', 'https://q.example/v2/', [credentialsId: 'x']]",
                "ERROR: Dockerfile: there is no such file in the workspace");
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
                "def v = 2\nmultiStageBuild tags: \"app:${v}\", buildArgs: [V: v, \"K${v}\": \"x${v}\"], pull: 'false',"
                        + " retries: '2', jobs: \"${v}\", maxImageSize: '200 MB', stageTimeout: \"${v}m\", target: v",
                "ERROR: Dockerfile: there is no such file in the workspace");
    }

    private void refused(String steps, String message) throws Exception {
        WorkflowRun run = RealEngine.run(jenkins, Result.FAILURE, "node {\ndeleteDir()\n" + steps + "\n}");
        jenkins.assertLogContains(message, run);
        jenkins.assertLogNotContains("\tat ", run);
    }
}
