package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final String BEFORE =
            """
            FROM golang AS build
            RUN make
            FROM python:3.11
            RUN pip install flask==2.0
            COPY --from=build /a /a
            COPY static /static
            RUN apt-get install -y curl
            """;

    private static final String AFTER =
            """
            FROM golang AS tools
            RUN true
            FROM golang AS build
            RUN make
            FROM python:3.12
            COPY --from=build /a /a
            RUN pip install flask==3.0
            COPY --chown=app static /static
            RUN useradd app
            """;

    private final BuildReport before = scene(BEFORE, 12_000_000, 0).report();
    private final BuildReport after = scene(AFTER, 2_000_000, 3_600).report();

    @Test
    void layersAreRecognisedByStageAndInstructionAlsoWhereTheyMovedOrReadOtherwise() {
        Comparison comparison = after.comparedWith(before).comparison();

        assertThat(comparison.layers())
                .extracting(
                        Comparison.LayerChange::change,
                        Comparison.LayerChange::instruction,
                        Comparison.LayerChange::earlierInstruction,
                        Comparison.LayerChange::line,
                        layer -> layer.sizeBytes().difference())
                .containsExactly(
                        tuple("shrunk", "RUN pip install flask==3.0", "RUN pip install flask==2.0", 7, -10_000_000L),
                        tuple("added", "RUN useradd app", null, 9, 100L),
                        tuple("removed", "RUN apt-get install -y curl", null, 7, -100L));
        assertThat(comparison.unchangedLayers())
                .as("base, COPY /a, COPY static")
                .isEqualTo(3);
    }

    @Test
    void theDifferencesOfLayersAddUpToThatOfTheImages() {
        for (BuildReport one : Scenes.all().values()) {
            for (BuildReport other : Scenes.all().values()) {
                Comparison comparison = one.comparedWith(other).comparison();
                if (comparison.sizeBytes().isKnown()) {
                    assertThat(comparison.layers().stream()
                                    .mapToLong(layer -> layer.sizeBytes().difference())
                                    .sum())
                            .isEqualTo(comparison.sizeBytes().difference());
                }
            }
        }
    }

    @Test
    void theSummaryIsTheAnswerInWords() {
        Comparison comparison = after.comparedWith(before).comparison();

        assertThat(comparison.summary())
                .isEqualTo(
                        "10.0 MB smaller than the build of 2026-01-02 03:04 UTC (86.8 MB → 76.8 MB, -11.5 %), because"
                                + " RUN pip install flask==3.0 (line 7) shrank by 10.0 MB."
                                + " It was 4.6 s slower (5.5 s → 10.1 s), most of all stage-2 (+3.6 s).");
    }

    @Test
    void imagesOfOneSizeAndRunsOfOneLengthAreToldAsSuch() {
        assertThat(before.comparedWith(before).comparison().summary())
                .isEqualTo("As large as the build of 2026-01-02 03:04 UTC: 86.8 MB. It took as long: 5.5 s.");
    }

    @Test
    void theBaseImageIsOneLayer() {
        Comparison comparison = Scenes.two()
                .report()
                .comparedWith(Samples.with(
                        Scenes.two().report(),
                        image(List.of(
                                layer(70_000_000, null, true),
                                layer(1_000_000, null, true),
                                layer(14_312_448, 1, false)))))
                .comparison();

        assertThat(comparison.layers()).singleElement().satisfies(layer -> {
            assertThat(layer.instruction()).isEqualTo("FROM gcr.io/distroless/static");
            assertThat(layer.change()).isEqualTo("grown");
            assertThat(layer.sizeBytes().difference()).isEqualTo(3_800_000);
        });
        assertThat(comparison.unchangedLayers()).isOne();
    }

    @Test
    void stagesAreRecognisedByNameAndTheLastOneWithoutAny() {
        assertThat(after.comparedWith(before).comparison().stages())
                .extracting(Comparison.StageChange::name, Comparison.StageChange::stateBefore)
                .containsExactly(tuple("build", "built"), tuple("stage-2", "built"));
        assertThat(before.comparedWith(Scenes.two().report()).comparison().stages())
                .extracting(Comparison.StageChange::name, Comparison.StageChange::stateAfter)
                .containsExactly(tuple("build", "built"), tuple("stage-1", "built"));
    }

    @Test
    void applesAndPearsAreToldAsSuch() {
        BuildReport failed = Scenes.shop().failingAt(12).report();
        Comparison comparison = Scenes.many(12).report().comparedWith(failed).comparison();

        assertThat(comparison.notes())
                .anySatisfy(note -> assertThat(note).isEqualTo("the earlier report is of another target, runtime"))
                .anySatisfy(note -> assertThat(note).startsWith("the earlier build did not succeed (failure)"));
        assertThat(comparison.summary()).isEqualTo("There is no size to compare: the earlier build has no image.");
        assertThat(comparison.layers()).isEmpty();
    }

    @Test
    void aLayerThatIsTheSameWithAnotherSizeIsToldAsCountedOtherwise() throws Exception {
        String json = new String(ReportJson.write(before), "UTF-8");
        String digest = before.image().layers().get(0).digest();
        long bytes = before.image().layers().get(0).sizeBytes();
        BuildReport other = ReportJson.read(json.replace(
                        "\"digest\":\"" + digest + "\",\"sizeBytes\":" + bytes,
                        "\"digest\":\"" + digest + "\",\"sizeBytes\":" + (bytes - 50_000))
                .getBytes("UTF-8"));

        assertThat(before.comparedWith(other).comparison().notes())
                .contains("the engine of the earlier build counts otherwise: a layer that is the same, of "
                        + ByteSize.format(bytes) + ", had " + ByteSize.format(bytes - 50_000) + " there");
        assertThat(before.comparedWith(before).comparison().notes())
                .noneSatisfy(note -> assertThat(note).contains("counts otherwise"));
    }

    @Test
    void anotherDockerfileAndAnotherImageAreTold() throws Exception {
        String json = new String(ReportJson.write(Scenes.two().report()), "UTF-8");
        BuildReport other = ReportJson.read(json.replace("\"dockerfile\":\"Dockerfile\"", "\"dockerfile\":\"a/b\"")
                .replace("shop/web:1.42", "shop/api:1.42")
                .getBytes("UTF-8"));

        assertThat(Scenes.two().report().comparedWith(other).comparison().notes())
                .contains(
                        "the earlier report is of another Dockerfile, a/b",
                        "the earlier report is of another image, registry.example/shop/api");
    }

    @Test
    void aPathThatIsWrittenOtherwiseIsTheSameDockerfile() throws Exception {
        String json = new String(ReportJson.write(Scenes.two().report()), "UTF-8");
        BuildReport other =
                ReportJson.read(json.replace("\"dockerfile\":\"Dockerfile\"", "\"dockerfile\":\"././Dockerfile\"")
                        .getBytes("UTF-8"));

        assertThat(Scenes.two().report().comparedWith(other).comparison().notes())
                .containsExactly("both reports are of the same run");
    }

    @Test
    void aReportFromTheFutureIsTold() {
        BuildReport later =
                Scenes.two().beginning(Samples.START.plusSeconds(86_400)).report();

        assertThat(Scenes.two().report().comparedWith(later).comparison().notes())
                .containsExactly("the earlier report says that it began later, on 2026-01-03 03:04 UTC: a clock was"
                        + " wrong, or the two reports are in the wrong order");
    }

    @Test
    void identicalInstructionsArePairedInTheirOrder() {
        BuildReport twice = scene("FROM busybox\nCOPY a /a\nCOPY a /a\n", 0, 0).report();
        BuildReport once = scene("FROM busybox\nCOPY a /a\n", 0, 0).report();

        assertThat(twice.comparedWith(once).comparison().layers())
                .singleElement()
                .satisfies(layer -> {
                    assertThat(layer.change()).isEqualTo("added");
                    assertThat(layer.line()).isEqualTo(3);
                });
    }

    private static Scene scene(String dockerfile, long pip, long later) {
        return new Scene(dockerfile)
                .adding(each -> each.text().startsWith("RUN pip") ? pip : 100)
                .taking(each -> each.text().startsWith("RUN pip") ? 2_000 + later : each.step() ? 1_000 : 0);
    }

    private static BuildReport.ImageReport image(List<BuildReport.LayerReport> layers) {
        return new BuildReport.ImageReport(
                Samples.ID,
                List.of(),
                null,
                layers.stream().mapToLong(BuildReport.LayerReport::sizeBytes).sum(),
                "gcr.io/distroless/static",
                layers,
                List.of(),
                null);
    }

    private static BuildReport.LayerReport layer(long bytes, Integer stage, boolean base) {
        return new BuildReport.LayerReport(
                null,
                bytes,
                base ? "root file system" : "COPY --from=build /out/server /server",
                base ? null : 8,
                stage,
                base);
    }
}
