package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the classic builder needs: a unit per stage. */
@NeedsEngine(Flavour.CLASSIC)
class ClassicBuildTest {

    @TempDir
    private Path folder;

    private final String salt = UUID.randomUUID().toString();
    private final Terminal terminal = new Terminal();

    @Test
    void independentStagesOfAFailingBuildGoOnIfAskedFor() throws Exception {
        dockerfile(
                """
                FROM busybox:1.36 AS broken
                RUN echo SALT; exit 3
                FROM broken AS behind
                RUN true
                FROM busybox:1.36 AS sound
                RUN sleep 1; echo SALT > /x
                FROM busybox:1.36
                COPY --from=behind /x /x
                COPY --from=sound /x /x
                """);

        assertThat(build("--keep-going")).isEqualTo(1);

        assertThat(states()).isEqualTo("failed aborted built aborted ");
        assertThat(labelled()).isEmpty();
    }

    @Test
    void noTemporaryImageIsLeftWhereTheImageGetsLabelsOfItsOwn() throws Exception {
        dockerfile(
                """
                FROM busybox:1.36 AS tools
                RUN echo SALT > /x
                FROM busybox:1.36
                COPY --from=tools /x /x
                """);

        assertThat(build("--label", "team=core")).isZero();

        assertThat(labelled()).isEmpty();
    }

    @Test
    void whatARunThatWasKilledLeftGoes() throws Exception {
        TestEngine engine = TestEngine.of(Flavour.CLASSIC);
        String over = "1000000000-1-00000000-00000000";
        dockerfile("FROM busybox:1.36\nRUN echo SALT > /left\nLABEL " + RunId.LABEL + "=" + over + "\n");
        engine.docker("build", "--quiet", folder.toString());
        assertThat(labelled()).isNotEmpty();
        dockerfile(
                """
                FROM busybox:1.36 AS tools
                RUN echo SALT > /x
                FROM busybox:1.36
                COPY --from=tools /x /x
                """);

        assertThat(build()).isZero();

        assertThat(states()).isEqualTo("built built ");
        assertThat(labelled()).isEmpty();
        assertThat(engine.docker("image", "inspect", "--format", "{{json .Config.Labels}}", imageId()))
                .doesNotContain(RunId.LABEL);
    }

    @Test
    void whatNeedsBuildKitIsRefusedBeforeAnythingStarts() throws Exception {
        dockerfile(
                """
                FROM busybox:1.36
                RUN echo SALT
                RUN --mount=type=cache,target=/c true
                """);

        assertThat(build()).isEqualTo(1);

        assertThat(terminal.out()).contains("Dockerfile:3: RUN --mount needs BuildKit");
        assertThat(states()).isEqualTo("aborted ");
        assertThat(Files.size(folder.resolve("out/stages/stage-0.log"))).isZero();
    }

    @Test
    void aStageThatTakesTooLongIsEndedAndNamed() throws Exception {
        dockerfile("FROM busybox:1.36 AS slow\nRUN echo SALT; sleep 60\n");

        assertThat(build("--stage-timeout", "2s")).isEqualTo(1);

        assertThat(terminal.out()).contains("Dockerfile:2: stage slow took longer than 2 s");
        assertThat(states()).isEqualTo("failed ");
    }

    @Test
    void aBuildThatTakesTooLongIsEnded() throws Exception {
        dockerfile("FROM busybox:1.36 AS slow\nRUN echo SALT; sleep 60\n");

        assertThat(build("--timeout", "2s")).isEqualTo(1);

        assertThat(terminal.out()).contains("the build took longer than 2 s");
        assertThat(states()).isEqualTo("aborted ");
    }

    @Test
    void aFailingCommandIsTriedAgainIfAskedFor() throws Exception {
        dockerfile("FROM busybox:1.36\nRUN echo SALT; exit 3\n");

        assertThat(build("--retries", "1", "--retry-commands")).isEqualTo(1);

        assertThat(Files.readString(folder.resolve("out/stages/stage-0.log")).split(" " + salt + "\n", -1))
                .hasSize(3);
    }

    private int build(String... more) {
        TestEngine engine = TestEngine.of(Flavour.CLASSIC);
        return terminal.run(Stream.of(
                        Stream.of("build", "--host", engine.host(), "--docker", engine.client()),
                        Stream.of(more),
                        Stream.of("--output", folder.resolve("out").toString(), folder.toString()))
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    private static String labelled() throws IOException, InterruptedException {
        return TestEngine.of(Flavour.CLASSIC).images("--quiet", "--filter", "label=" + RunId.LABEL);
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("out/report.json")));
    }

    private String imageId() throws IOException {
        return report().at("/image/id").asText();
    }

    private String states() throws IOException {
        StringBuilder states = new StringBuilder();
        report().at("/stages")
                .forEach(stage -> states.append(stage.at("/state").asText()).append(' '));
        return states.toString();
    }

    private void dockerfile(String text) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), text.replace("SALT", salt));
    }
}
