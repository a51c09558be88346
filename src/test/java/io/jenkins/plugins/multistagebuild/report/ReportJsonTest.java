package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportJsonTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final BuildReport report =
            BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 3000, 5000, 0, 200));

    @Test
    void aReportIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.json");
        ReportJson.write(report, file);

        assertThat(ReportJson.read(Files.readAllBytes(file))).isEqualTo(report);
        assertThat(folder).isDirectoryContaining("glob:**report.json").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void namesAreThoseOfTheContract() {
        assertThat(ReportJson.asMap(report).keySet())
                .contains(
                        "schemaVersion",
                        "result",
                        "startedAt",
                        "wallMillis",
                        "sequentialMillis",
                        "image",
                        "stages",
                        "criticalPath",
                        "transfers",
                        "engines");
        assertThat(map(ReportJson.asMap(report).get("image")).keySet())
                .contains("id", "tags", "digest", "sizeBytes", "layers");
    }

    @Test
    void aPipelineGetsPlainValuesOnly() {
        plain(ReportJson.asMap(report));
    }

    @Test
    void everySceneIsReadAsItWasWritten() throws IOException {
        for (BuildReport scene : Scenes.all().values()) {
            assertThat(ReportJson.read(ReportJson.write(scene))).isEqualTo(scene);
        }
    }

    @Test
    void unknownFieldsArePassedOverAndMissingListsAreEmpty() throws IOException {
        ObjectNode changed = tree();
        changed.putObject("new").put("x", 1);
        changed.remove("engines");
        changed.remove("lint");

        BuildReport read = ReportJson.read(MAPPER.writeValueAsBytes(changed));

        assertThat(read.result()).isEqualTo("success");
        assertThat(read.engines()).isEmpty();
        assertThat(read.lint()).isEmpty();
    }

    @Test
    void onlyWhatCameThroughARegistryMayBeOfUnknownSize() throws IOException {
        ObjectNode scene =
                (ObjectNode) MAPPER.readTree(ReportJson.write(Scenes.all().get("shop-hosts")));
        ObjectNode last = (ObjectNode)
                scene.path("transfers").path(scene.path("transfers").size() - 1);
        assertThat(last.path("bytes").isNull()).isTrue();
        assertThat(ReportJson.read(MAPPER.writeValueAsBytes(scene)).transfers()).isNotEmpty();
        last.putNull("through");

        assertThatThrownBy(() -> ReportJson.read(MAPPER.writeValueAsBytes(scene)))
                .hasMessageContaining("transfers.bytes is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/target | 9 | target names stage 9 of 4",
                "/target | -1 | target names stage -1 of 4",
                "/startedAt | \"tomorrow\" | startedAt is no time in UTC",
                "/wallMillis | -5 | wallMillis is negative",
                "/dockerfile | null | dockerfile is missing",
                "/criticalPath/0 | 4 | criticalPath names stage 4 of 4",
                "/stages/1/index | 0 | stages[1].index is 0",
                "/stages/1/log | \"../../secrets/master.key\" | stages[1].log is no file of the folder 'stages'",
                "/stages/1/log | \"stages/..\" | stages[1].log is no file of the folder 'stages'",
                "/stages/3/dependencies/0 | 77 | stages[3].dependencies names stage 77 of 4",
                "/stages/1/instructions/1/wallMillis | -1 | stages[1].instructions.wallMillis is negative",
                "/lint/0/rule | null | lint.rule is missing",
                "/lint/0/line | -3 | lint.line is negative",
                "/image/sizeBytes | -1 | image.sizeBytes is negative",
                "/image/layers/0/instruction | null | image.layers.instruction is missing",
                "/image/layers/0/sizeBytes | 9000000000000000000 | image.layers.sizeBytes is too large: 9000000000000000000",
                "/image/layers | null | image.layers is missing or of the wrong kind",
                "/stages/1/instructions | {} | stages[1].instructions is missing or of the wrong kind",
                "/wallMillis | null | wallMillis is missing or of the wrong kind",
                "/wallMillis | 1.5 | wallMillis is missing or of the wrong kind",
                "/wallMillis | \"7\" | wallMillis is missing or of the wrong kind",
                "/stages/1/wallMillis | 99999999999999999999 | stages[1].wallMillis is too large: 99999999999999999999",
                "/stages/1/state | \"flying\" | stages[1].state is 'flying'",
                "/stages/1/sizeBytes | -3 | stages[1].sizeBytes is negative",
                "/result | \"done\" | result is 'done'",
                "/result | \"failure\" | result is failure, without a failure",
                "/gates/0 | {} | gates[0].limit is missing or of the wrong kind",
                "/comparison | {} | comparison.unchangedLayers is missing or of the wrong kind",
                "/comparison | {\"unchangedLayers\":0} | comparison.earlier is missing"
            })
    void aReportThatContradictsItselfIsRefusedWithTheField(String pointer, String value, String message)
            throws IOException {
        ObjectNode damaged = tree();
        JsonPointer field = JsonPointer.compile(pointer);
        JsonNode parent = damaged.at(field.head());
        if (parent instanceof ArrayNode array && array.isEmpty()) {
            array.add(MAPPER.readTree(value));
        } else if (parent instanceof ArrayNode array) {
            array.set(field.last().getMatchingIndex(), MAPPER.readTree(value));
        } else {
            ((ObjectNode) parent).set(field.last().getMatchingProperty(), MAPPER.readTree(value));
        }

        assertThatThrownBy(() -> ReportJson.read(MAPPER.writeValueAsBytes(damaged)))
                .isInstanceOf(IOException.class)
                .hasMessage("the report is damaged: " + message);
    }

    @Test
    void figuresThatFollowFromOthersAreNotTakenFromTheFile() throws IOException {
        ObjectNode changed = tree();
        changed.putObject("cache")
                .put("steps", 1)
                .put("cached", 1)
                .put("shared", 0)
                .put("percent", 100);
        changed.putObject("saving").put("stage", 77).put("stageBytes", 5).put("savedBytes", 5);

        BuildReport read = ReportJson.read(MAPPER.writeValueAsBytes(changed));

        assertThat(read.cache()).isEqualTo(report.cache());
        assertThat(read.saving()).isNull();
    }

    @Test
    void tooManyAndTooLongIsRefused() throws IOException {
        ObjectNode many = tree();
        ArrayNode engines = many.putArray("engines");
        for (int i = 0; i < 10_001; i++) {
            engines.addObject();
        }
        assertThatThrownBy(() -> ReportJson.read(MAPPER.writeValueAsBytes(many)))
                .hasMessage("the report is damaged: engines has 10001 items; at most 10000 are written");

        ObjectNode longer = tree();
        longer.put("dockerfile", "x".repeat(3_000));
        assertThatThrownBy(() -> ReportJson.read(MAPPER.writeValueAsBytes(longer)))
                .hasMessage("the report is damaged: dockerfile has 3000 characters; at most 300 are written");
    }

    @Test
    void aFieldThatIsThereTwiceAndWhatFollowsTheReportIsRefused() {
        String text = new String(ReportJson.write(report), StandardCharsets.UTF_8);
        for (String broken : List.of(text.replaceFirst("\\{", "{\"result\":\"success\","), text + "{}")) {
            assertThatThrownBy(() -> ReportJson.read(broken.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("the report is damaged: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"schemaVersion\":2,\"result\":\"x\",\"stages\":[]}",
                "{\"schemaVersion\":1}",
                "{\"schemaVersion\":1,\"result\":\"x\",\"stages\":[3]}"
            })
    void whatIsNoReportIsRefusedWithAReason(String text) {
        assertThatThrownBy(() -> ReportJson.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .message()
                .isNotEmpty();
    }

    private ObjectNode tree() throws IOException {
        return (ObjectNode) MAPPER.readTree(ReportJson.write(report));
    }

    private static void plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            assertThat(value).isInstanceOf(LinkedHashMap.class);
            map.keySet().forEach(key -> assertThat(key).isInstanceOf(String.class));
            map.values().forEach(ReportJsonTest::plain);
        } else if (value instanceof List<?> list) {
            assertThat(value).isInstanceOf(ArrayList.class);
            list.forEach(ReportJsonTest::plain);
        } else if (value != null) {
            assertThat(value).isInstanceOfAny(String.class, Long.class, Boolean.class);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
