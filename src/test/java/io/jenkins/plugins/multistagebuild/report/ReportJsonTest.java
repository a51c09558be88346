package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.ValueSource;

class ReportJsonTest {

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
    void unknownFieldsArePassedOverAndMissingListsAreEmpty() throws IOException {
        BuildReport read =
                ReportJson.read("{\"schemaVersion\":1,\"result\":\"success\",\"stages\":[],\"new\":{\"x\":1}}"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(read.result()).isEqualTo("success");
        assertThat(read.engines()).isEmpty();
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
