package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.util.Secret;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerCredentials;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerEndpoint;
import org.jenkinsci.plugins.docker.commons.tools.DockerTool;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step's parameters in the forms in which people meet them. */
@WithJenkins
class ParametersTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void everyParameterPassesTheForm() throws Exception {
        jenkins.jenkins
                .getDescriptorByType(DockerTool.DescriptorImpl.class)
                .setInstallations(new DockerTool("docker-27", "/opt/docker", List.of()));
        List.of(
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", null, Secret.fromString("t")),
                        new UsernamePasswordCredentialsImpl(
                                CredentialsScope.GLOBAL, "login", null, "robot", "password"),
                        new DockerServerCredentials(
                                CredentialsScope.GLOBAL, "tls", null, Secret.fromString("k"), "c", "a"))
                .forEach(SystemCredentialsProvider.getInstance().getCredentials()::add);
        MultiStageBuildStep step = everything();

        MultiStageBuildStep seen = new StepConfigTester(jenkins).configRoundTrip(step);

        jenkins.assertEqualDataBoundBeans(step, seen);
        assertThat(seen.getRegistries()).isEqualTo(step.getRegistries());
        assertThat(seen.getHosts()).isEqualTo(step.getHosts());
        assertThat(seen.getSecrets()).hasSize(2).allSatisfy(each -> assertThat(each.getId())
                .isNotEmpty());
        assertThat(seen.getSecrets().get(1).getPart()).isEqualTo("password");
        assertThat(seen.getSecrets().stream().map(BuildSecret::getCredentialsId))
                .containsExactly("text", "login");
        assertThat(seen.getToolName()).isEqualTo("docker-27");
        assertThat(seen.getBuildArgs()).isEqualTo(step.getBuildArgs());
        assertThat(seen.getBuildContexts()).isEqualTo(step.getBuildContexts());
    }

    @Test
    void aStepWithNothingAskedForStaysSo() throws Exception {
        MultiStageBuildStep step = new StepConfigTester(jenkins).configRoundTrip(new MultiStageBuildStep());

        assertThat(new DescribableModel<>(MultiStageBuildStep.class).uninstantiate(step))
                .isEmpty();
    }

    @Test
    void theSnippetGeneratorWritesWhatIsReadBack() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        snippets.assertRoundTrip(new MultiStageBuildStep(), "multiStageBuild()");
        MultiStageBuildStep step = new MultiStageBuildStep();
        step.setTags(List.of("registry.example/app:1.2"));
        step.setPush(true);
        step.setFailFast(false);
        step.setRetries(2);
        step.setBuildArgs(Map.of("VERSION", "1.2"));
        step.setRegistries(List.of(new DockerRegistryEndpoint("https://registry.example", "push")));
        step.setSecrets(List.of(new BuildSecret("npmrc", "npmrc-file")));
        snippets.assertRoundTrip(
                step,
                "multiStageBuild buildArgs: [VERSION: '1.2'], failFast: false, push: true, registries:"
                        + " [[credentialsId: 'push', url: 'https://registry.example']], retries: 2, secrets:"
                        + " [[credentialsId: 'npmrc-file', id: 'npmrc']], tags:"
                        + " ['registry.example/app:1.2']");
    }

    @Test
    void everyParameterHasAHelpTextAndIsKnownToTheCheck() throws IOException {
        TreeSet<String> known = new TreeSet<>();
        Arrays.stream(Parameter.values()).forEach(parameter -> known.add(parameter.key()));
        TreeSet<String> bound = new TreeSet<>();
        for (DescribableParameter parameter : new DescribableModel<>(MultiStageBuildStep.class).getParameters()) {
            bound.add(parameter.getName());
            assertThat(parameter.getHelp()).as(parameter.getName()).isNotBlank();
        }
        assertThat(bound).isEqualTo(known);
    }

    private static MultiStageBuildStep everything() {
        MultiStageBuildStep step = new MultiStageBuildStep();
        step.setDockerfile("docker/Dockerfile");
        step.setContext("src");
        step.setTarget("runtime");
        step.setAlsoBuild(List.of("test", "lint"));
        step.setTags(List.of("app:1", "app:2"));
        step.setBuildArgs(Map.of("A", "1 2"));
        step.setLabels(Map.of("team", "core"));
        step.setNoCache(true);
        step.setPull(true);
        step.setPush(true);
        step.setBuildContexts(Map.of("base", "docker-image://debian:12"));
        step.setEngine("classic");
        step.setBuilder("fleet");
        step.setPlatform("linux/arm64");
        step.setNoCacheFilter(List.of("test"));
        step.setCacheFrom(List.of("app:cache"));
        step.setCacheTo(List.of("type=inline"));
        step.setNetwork("none");
        step.setAddHosts(List.of("db:10.0.0.7"));
        step.setUlimits(List.of("nofile=64"));
        step.setShmSize("64m");
        step.setAllow(List.of("security.insecure"));
        step.setJobs(2);
        step.setFailFast(false);
        step.setRetries(3);
        step.setRetryCommands(true);
        step.setStageTimeout("30m");
        step.setAgents("docker && linux");
        step.setAtMost(3);
        step.setStash("sources");
        step.setHandOverRegistry("registry.example:5000/ci/hand-over");
        BuildSecret password = new BuildSecret("pw", "login");
        password.setPart("password");
        step.setSecrets(List.of(new BuildSecret("npmrc", "text"), password));
        step.setRegistries(List.of(
                new DockerRegistryEndpoint("https://one.example", "login"),
                new DockerRegistryEndpoint("https://two.example", null)));
        step.setHosts(List.of(new DockerServerEndpoint("tcp://docker-2:2376", "tls")));
        step.setToolName("docker-27");
        step.setAnalyze(true);
        step.setFailOnLint(true);
        step.setMaxImageSize("200MB");
        step.setMaxSizeIncrease("3%:unstable");
        step.setMinEfficiency("95%:warn");
        step.setMaxWastedBytes("20MB:fail");
        step.setMaxDuration("10m:warn");
        return step;
    }
}
