package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import io.jenkins.plugins.multistagebuild.waste.ImageWaste;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report tells of waste, in each of its forms. */
class WasteReportTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HOSTILE = "/<script>alert(1)</script>" + "x".repeat(370);

    private final StageGraph graph = Samples.fan();
    private final BuildReport report = report(new Analysis(waste(), null, 2, 1234));
    private final BuildReport failed = report(Analysis.failed("docker save failed: \u001b[2Jno such image", 5));

    @Test
    void layersGetTheInstructionsThatMadeThem() {
        List<WasteReport.LayerWaste> layers = report.waste().layers();

        assertThat(layers).extracting(WasteReport.LayerWaste::line).containsExactly(null, null, 8, 9);
        assertThat(layers.get(2).instruction()).isEqualTo("COPY --from=a /x /x");
        assertThat(layers).extracting(WasteReport.LayerWaste::fromBase).containsExactly(true, true, false, false);
    }

    @Test
    void whereTheNumbersOfLayersDifferNothingIsToldRatherThanSomethingWrong() {
        ImageWaste all = waste();
        ImageWaste other = new ImageWaste(
                1, 0, 0, 0, 0, 0, all.layers().subList(0, 3), List.of(), List.of(), 0, List.of(), 0, List.of());

        assertThat(report(new Analysis(other, null, 0, 1)).waste().layers())
                .extracting(WasteReport.LayerWaste::instruction)
                .containsOnlyNulls();
    }

    @Test
    void anAnalysisThatFailedIsToldAndTheBuildIsNone() {
        assertThat(failed.result()).isEqualTo("success");
        assertThat(failed.waste().problem()).isEqualTo("docker save failed: \ufffd[2Jno such image");
        assertThat(failed.waste().efficiency()).isNull();
        assertThat(String.join("\n", ReportText.lines(failed)))
                .contains("The image could not be looked into: docker save failed: \ufffd[2Jno such image");
        assertThat(ReportHtml.page(failed)).contains("The image could not be looked into: docker save failed");
    }

    @Test
    void whatAnAgentTellsThatCanNotBeIsAnAnalysisThatFailed() {
        ImageWaste negative =
                new ImageWaste(1, 0, 0, -1, 0, 0, List.of(), List.of(), List.of(), 0, List.of(), 0, List.of());
        ImageWaste endless = new ImageWaste(
                1,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                0,
                List.of(new ImageWaste.LeftCache("apt", "/" + "x".repeat(5_000), 1, 1, List.of(), "")));

        assertThat(report(new Analysis(negative, null, 0, 1)).waste().problem()).endsWith("waste.a number is negative");
        assertThat(report(new Analysis(endless, null, 0, 1)).waste().problem())
                .endsWith("waste.caches has a text of 5001 characters");
    }

    @Test
    void bothAreReadAsTheyWereWrittenAndFollowTheSchema() throws IOException {
        JsonNode schema = MAPPER.readTree(Files.readAllBytes(Path.of("docs/report.schema.json")));
        for (BuildReport each : List.of(report, failed)) {
            assertThat(ReportJson.read(ReportJson.write(each))).isEqualTo(each);
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(MAPPER.readTree(ReportJson.write(each))))
                    .isEmpty();
        }
    }

    @Test
    void theTerminalTellsItIn80Columns() {
        List<String> lines = ReportText.lines(report);

        assertThat(lines).allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(80));
        assertThat(lines)
                .containsSequence(
                        "Efficiency: 99.9 %",
                        "8.00 MB in 3,000 files are overwritten or deleted by later layers; 5.00 MB in",
                        "  1 file is a copy of what is there already.")
                .contains(
                        "Layers written again, the largest 2 of 7:",
                        "  7.00 MB  2,000 files of base image #1, 4.00 MB deleted by runtime :8",
                        "Files overwritten or deleted, the largest 2 of 3,000:",
                        "  4.00 MB  /usr/lib/a.so",
                        "           base image #1, deleted by runtime :8",
                        "  5.00 MB  x 2    /x  /y",
                        "  3.00 MB  /var/lib/apt/lists (apt package lists)",
                        "           avoid it: end the RUN with rm -rf /var/lib/apt/lists/*");
    }

    @Test
    void gatesAreHeldByIt() {
        Gate gate = Gate.read(Gate.Kind.MIN_EFFICIENCY, "99.995%");

        assertThat(report.waste().efficiencyBasisPoints()).isEqualTo(9_999);
        assertThat(Gates.evaluate(List.of(gate), failed, null).gates())
                .extracting(GateReport::message)
                .containsExactly("it can't be measured: docker save failed: \ufffd[2Jno such image");
    }

    @Test
    void aTwentiethOfTheImageIsWorthALook() {
        String words = "in the layers (5 %) are overwritten or deleted by later ones.";

        assertThat(ReportHtml.page(report(new Analysis(wasting(50), null, 0, 1))))
                .contains("50 B " + words);
        assertThat(ReportHtml.page(report(new Analysis(wasting(49), null, 0, 1))))
                .doesNotContain("by later ones");
    }

    private static ImageWaste wasting(long bytes) {
        return new ImageWaste(
                1, 1_000, bytes, 1, 0, 0, waste().layers(), List.of(), List.of(), 0, List.of(), 0, List.of());
    }

    @Test
    void thePageTellsItAndNoPathBreaksIt() {
        String page = ReportHtml.page(report);

        assertThat(page)
                .contains("Efficiency 99.9 %.")
                .contains("/var/lib/apt/lists")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/waste/efficiency | 1.5 | efficiency is no number from 0 to 1",
                "/waste/efficiency | null | efficiency is no number from 0 to 1",
                "/waste/wastedBytes | -1 | a number is negative",
                "/waste/wastedBytes | 99999999999 | wastedBytes is more than fileBytes",
                "/waste/layers/3/stage | 4 | layers names stage 4 of 4",
                "/waste/layers/0/files | -1 | layers.a number is negative",
                "/waste/layers/0/biggestFiles/0/path | null | layers.biggestFiles lacks a text",
                "/waste/largestWasted/0/byLayer | 4 | largestWasted names layer 4 of 4",
                "/waste/rewrites/0/layer | -1 | rewrites names layer -1 of 4",
                "/waste/duplicates/0/files/0/layer | 9 | duplicates.files names layer 9 of 4",
                "/waste/caches/0/layers/0 | 9 | caches names layer 9 of 4",
                "/waste/caches/0/hint | null | caches lacks a text"
            })
    void whatContradictsItselfIsRefused(String pointer, String value, String message) throws IOException {
        ObjectNode damaged = (ObjectNode) MAPPER.readTree(ReportJson.write(report));
        JsonPointer field = JsonPointer.compile(pointer);
        JsonNode parent = damaged.at(field.head());
        if (parent instanceof ArrayNode array) {
            array.set(field.last().getMatchingIndex(), MAPPER.readTree(value));
        } else {
            ((ObjectNode) parent).set(field.last().getMatchingProperty(), MAPPER.readTree(value));
        }

        assertThatIOException()
                .isThrownBy(() -> ReportJson.read(MAPPER.writeValueAsBytes(damaged)))
                .withMessage("the report is damaged: waste." + message);
    }

    private BuildReport report(Analysis analysis) {
        return BuildReport.of(graph, Samples.success(graph, 3000, 5000, 0, 200).withAnalysis(analysis));
    }

    static ImageWaste waste() {
        List<ImageWaste.SizedPath> files = List.of(
                new ImageWaste.SizedPath(HOSTILE, 4_000_000, 1), new ImageWaste.SizedPath("/名".repeat(60), 10, 1));
        List<ImageWaste.SizedPath> folders = List.of(new ImageWaste.SizedPath("/", 4_100_000, 2_500));
        ImageWaste.LayerContent layer = new ImageWaste.LayerContent(2_500, 4_100_000, 8_000_000, files, folders);
        ImageWaste.LayerContent empty = new ImageWaste.LayerContent(0, 0, 0, List.of(), List.of());
        return new ImageWaste(
                0.99999,
                16_000_000,
                8_000_000,
                3_000,
                5_000_000,
                1,
                List.of(layer, layer, layer, empty),
                List.of(
                        new ImageWaste.WastedFile("/usr/lib/a.so", 4_000_000, 0, 2, true),
                        new ImageWaste.WastedFile(HOSTILE, 3_000_000, 1, 3, false)),
                List.of(
                        new ImageWaste.Rewrite(0, 2, 2_000, 7_000_000, 4_000_000),
                        new ImageWaste.Rewrite(1, 3, 1_000, 1_000_000, 0)),
                7,
                List.of(new ImageWaste.Duplicate(
                        5_000_000, 2, List.of(new ImageWaste.PlacedPath("/x", 0), new ImageWaste.PlacedPath("/y", 2)))),
                1,
                List.of(new ImageWaste.LeftCache(
                        "apt package lists",
                        "/var/lib/apt/lists",
                        12,
                        3_000_000,
                        List.of(1),
                        "end the RUN with rm -rf /var/lib/apt/lists/*")));
    }
}
