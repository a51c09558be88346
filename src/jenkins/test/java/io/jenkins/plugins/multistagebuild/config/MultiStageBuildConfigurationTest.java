package io.jenkins.plugins.multistagebuild.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Settings of the controller in the forms in which people make them. */
@WithJenkins
class MultiStageBuildConfigurationTest {

    private static final String YAML =
            """
            unclassified:
              multiStageBuild:
                toolName: "docker-27"
                stageLogMegabytes: 50
            """;

    @Test
    void settingsComeFromCodeAndGoBackToIt(JenkinsRule jenkins, @TempDir Path folder) throws Exception {
        MultiStageBuildConfiguration configuration = MultiStageBuildConfiguration.get();
        assertThat(configuration.getToolName()).isNull();
        assertThat(configuration.getStageLogMegabytes()).isEqualTo(20);

        ConfigurationAsCode.get()
                .configure(
                        Files.writeString(folder.resolve("jenkins.yaml"), YAML).toString());

        assertThat(configuration.getToolName()).isEqualTo("docker-27");
        assertThat(configuration.getStageLogMegabytes()).isEqualTo(50);
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8))
                .contains("multiStageBuild:\n    stageLogMegabytes: 50\n    toolName: \"docker-27\"");
        assertThat(new MultiStageBuildConfiguration().getToolName())
                .as("what is read from disk")
                .isEqualTo("docker-27");
    }

    @Test
    void settingsPassTheFormAndAreKeptInBounds(JenkinsRule jenkins) throws Exception {
        MultiStageBuildConfiguration configuration = MultiStageBuildConfiguration.get();
        configuration.setStageLogMegabytes(100_000);
        assertThat(configuration.getStageLogMegabytes()).isEqualTo(1000);
        configuration.setStageLogMegabytes(7);

        jenkins.configRoundtrip();

        assertThat(configuration.getStageLogMegabytes()).isEqualTo(7);
        assertThat(configuration.getToolName()).isNull();
        assertThat(configuration.doCheckStageLogMegabytes("0").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(configuration.doCheckStageLogMegabytes("1001").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(configuration.doCheckStageLogMegabytes("1000").kind).isEqualTo(FormValidation.Kind.OK);
    }
}
