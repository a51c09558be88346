package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.docker.ImageLayer;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildReportTest {

    @Test
    void findingsAreThoseOfTheDockerfile() {
        BuildReport report = BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 1));

        assertThat(report.lint())
                .containsExactly(new BuildReport.LintReport(
                        "UnusedStage", 5, "No other stage uses unneeded; it is built only when asked for", ""));
    }

    @Test
    void criticalPathAndSlackFollowTheMeasuredTimes() {
        BuildReport report = BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 3000, 5000, 0, 200));

        assertThat(report.criticalPath()).containsExactly(1, 3);
        assertThat(report.stage(0).slackMillis()).isEqualTo(2000);
        assertThat(report.stage(1).slackMillis()).isZero();
        assertThat(report.stage(3).slackMillis()).isZero();
        assertThat(report.wallMillis()).isEqualTo(5200);
        assertThat(report.sequentialMillis()).isEqualTo(8200);
    }

    @Test
    void layersAreToldWithInstructionLineAndStageAndThoseOfTheBaseAreMarked() {
        BuildReport report = BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 1));

        assertThat(report.image().base()).isEqualTo("alpine");
        assertThat(report.image().layers())
                .extracting(
                        BuildReport.LayerReport::instruction,
                        BuildReport.LayerReport::line,
                        BuildReport.LayerReport::stage,
                        BuildReport.LayerReport::fromBase,
                        BuildReport.LayerReport::sizeBytes)
                .containsExactly(
                        tuple("ADD file:1 in /", null, null, true, 5_000_000L),
                        tuple("RUN /bin/sh -c base", null, null, true, 1_000L),
                        tuple("COPY --from=a /x /x", 8, 3, false, 10L),
                        tuple("COPY --from=b /y /y", 9, 3, false, 11L));
        assertThat(report.stage(3).instructions().get(2).sizeBytes()).isEqualTo(10);
        assertThat(report.stage(0).instructions().get(1).sizeBytes()).isNull();
    }

    @Test
    void layersOfAStageBelowTheTargetAreItsOwn() {
        StageGraph graph = Samples.graph("FROM alpine AS base\nRUN a\nFROM base\nCOPY b /b\n");
        List<ImageLayer> history = List.of(
                new ImageLayer("sha256:1", 100, "imported"),
                new ImageLayer("sha256:2", 20, "RUN |1 X=y /bin/sh -c a # buildkit"),
                new ImageLayer("sha256:3", 3, "/bin/sh -c #(nop) COPY file:1 in /b "));

        assertThat(LayerOrigins.of(graph, image(history)).layers())
                .extracting(BuildReport.LayerReport::stage)
                .containsExactly(null, 0, 1);
    }

    @Test
    void nothingIsToldOfLayersWhereTheHistoryDoesNotAgreeWithTheFile() {
        StageGraph graph = Samples.graph("FROM alpine\nRUN a\nRUN b\n");
        List<ImageLayer> squashed = List.of(new ImageLayer("sha256:1", 100, "squashed"));

        assertThat(LayerOrigins.of(graph, image(squashed)).layers())
                .singleElement()
                .satisfies(layer -> {
                    assertThat(layer.line()).isNull();
                    assertThat(layer.fromBase()).isFalse();
                });
    }

    @Test
    void aSkippedStageHasNoLogAndNoInstructions() {
        BuildReport report = BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 1));

        assertThat(report.stage(2).state()).isEqualTo("skipped");
        assertThat(report.stage(2).log()).isNull();
        assertThat(report.stage(2).instructions()).isEmpty();
        assertThat(report.stage(0).log()).isEqualTo("stages/0-a.log");
    }

    @Test
    void aRunThatGoesOnHasNoReport() {
        Outcome ended = Samples.success(Samples.fan(), 1);
        Outcome running = new Outcome(
                null,
                ended.startedAt(),
                1,
                List.of(),
                ended.stages(),
                (ImageDetails) null,
                ended.engines(),
                List.of(),
                null);

        assertThatThrownBy(() -> BuildReport.of(Samples.fan(), running))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has not ended");
    }

    private static ImageDetails image(List<ImageLayer> history) {
        return new ImageDetails(
                Samples.ID,
                null,
                history.stream().mapToLong(ImageLayer::sizeBytes).sum(),
                history);
    }
}
