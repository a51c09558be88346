package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.build.Result;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.docker.ImageLayer;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files and engines without measure: the report stays in bounds, can be read again, and says what was cut. */
class BoundsTest {

    @Test
    void longTextsAreCutAndThatIsTold() throws IOException {
        Scene scene = new Scene("FROM busybox AS a\nRUN x\nFROM busybox\nCOPY --from=a /x /x\n")
                .on(stage -> "\uD83D\uDE00".repeat(5_000));

        BuildReport report = checked(scene.report());

        assertThat(report.stage(0).host()).hasSize(301).endsWith("\uDE00…");
        assertThat(report.cut()).containsExactly("3 names cut at 300 characters");
    }

    @Test
    void longMessagesAreCut() throws IOException {
        BuildReport report = checked(BuildReport.of(
                Samples.fan(),
                Samples.failure(Samples.fan(), "m".repeat(10_000), Collections.nCopies(30, "l".repeat(9_000)))));

        assertThat(report.failure().message()).hasSize(4_001);
        assertThat(report.failure().lastLines()).hasSize(20).allSatisfy(line -> assertThat(line)
                .hasSize(1_002));
        assertThat(report.cut())
                .containsExactly(
                        "10 of 30 last lines of the log left out",
                        "1 messages cut at 4,000 characters",
                        "20 last lines cut at 1,001 characters");
    }

    @Test
    void instructionsBeyondAThousandAreLeftOutAndCounted() throws IOException {
        StageGraph graph = Samples.graph("FROM busybox AS long\n" + "RUN true\n".repeat(1_500));

        BuildReport report = checked(BuildReport.of(graph, Samples.success(graph, 5)));

        assertThat(report.stage(0).instructions()).hasSize(1_000);
        assertThat(report.cut()).containsExactly("501 of 1,501 instructions of stage long left out");
        assertThat(ReportText.lines(report))
                .contains("Cut to keep the report in bounds: 501 of 1,501 instructions of stage long left");
    }

    @Test
    void aThousandLayersAreAllTold() throws IOException {
        BuildReport report = checked(layers(1_000));

        assertThat(report.image().layers()).hasSize(1_000);
        assertThat(report.image().layerBytes()).isEqualTo(report.image().sizeBytes());
        assertThat(ReportText.lines(report))
                .hasSizeLessThan(100)
                .contains("   940 kB                   940 smaller layers; report.json has them all");
    }

    @Test
    void layersBeyondTwoThousandAreLeftOutAndCounted() throws IOException {
        BuildReport report = checked(layers(2_500));

        assertThat(report.image().layers()).hasSize(2_000);
        assertThat(report.image().layerCount()).isEqualTo(2_500);
        assertThat(report.cut()).contains("500 of 2,500 layers left out");
    }

    @Test
    void anImageWithoutLayersIsTold() throws IOException {
        BuildReport report = checked(layers(0));

        assertThat(report.image().layers()).isEmpty();
        assertThat(ReportText.lines(report)).contains("Image: 0 B in 0 layers");
        assertThat(report.comparedWith(Scenes.two().report())
                        .comparison()
                        .sizeBytes()
                        .after())
                .isZero();
    }

    @Test
    void historyThatIsMissingIsOneRowWithTheWholeSize() throws IOException {
        StageGraph graph = Samples.graph("FROM scratch\nCOPY x /x\n");
        List<String> digests = List.of("sha256:" + "1".repeat(64), "sha256:" + "2".repeat(64));

        BuildReport report = checked(report(graph, new ImageDetails(Samples.ID, null, 700, List.of(), digests)));

        assertThat(report.image().layers()).singleElement().satisfies(layer -> {
            assertThat(layer.sizeBytes()).isEqualTo(700);
            assertThat(layer.instruction()).isEqualTo("2 layers (not told by the image's history)");
        });
        assertThat(report.image().layerCount()).isEqualTo(2);
        assertThat(report.stage(0).instructions().get(1).sizeBytes()).isNull();
    }

    private static BuildReport layers(int count) {
        List<ImageLayer> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            layers.add(new ImageLayer(String.format("sha256:%064x", i), 1_000, "oldest of many"));
        }
        Collections.reverse(layers);
        return report(
                Samples.graph("FROM scratch AS x\nRUN nothing\n"),
                new ImageDetails(Samples.ID, null, 1_000L * count, layers));
    }

    private static BuildReport report(StageGraph graph, ImageDetails image) {
        Outcome outcome = Samples.success(graph, 5);
        return BuildReport.of(
                graph,
                new Outcome(
                        Result.SUCCESS,
                        outcome.startedAt(),
                        5,
                        List.of(),
                        outcome.stages(),
                        image,
                        outcome.engines(),
                        List.of(),
                        null));
    }

    /** Every report that is written can be read, follows the schema and fits a terminal. */
    private static BuildReport checked(BuildReport report) throws IOException {
        byte[] json = ReportJson.write(report);
        ReportSchemaTest.assertValid(json);
        assertThat(ReportJson.read(json)).isEqualTo(report);
        assertThat(ReportText.lines(report).stream().filter(line -> Columns.width(line) > 80))
                .hasSize(report.failure() == null ? 0 : 1);
        return report;
    }
}
