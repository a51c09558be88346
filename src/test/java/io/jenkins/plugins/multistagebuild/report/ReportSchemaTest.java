package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published schema of report.json, against what is written. */
class ReportSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNode SCHEMA = schema();
    private static final JsonSchema VALIDATOR =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SCHEMA);

    @Test
    void everyKindOfReportFollowsTheSchema() throws IOException {
        StageGraph fan = Samples.fan();

        assertValid(BuildReport.of(fan, Samples.success(fan, 3000, 5000, 0, 200)));
        assertValid(BuildReport.of(fan, Samples.success(fan, 0)));
        assertValid(BuildReport.of(fan, Samples.failure(fan, "Dockerfile:2: RUN one failed", List.of("last"))));
        for (BuildReport scene : Scenes.all().values()) {
            assertValid(scene);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "result,\"done\"",
        "startedAt,\"yesterday\"",
        "wallMillis,-1",
        "stages,[]",
        "image,{}",
        "schemaVersion,2",
        "failure,{}",
        "gates,[{}]",
        "comparison,{}",
        "saving,{}"
    })
    void theSchemaRefusesOtherThings(String field, String value) throws IOException {
        JsonNode report =
                MAPPER.readTree(ReportJson.write(BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 1))));
        ((ObjectNode) report).set(field, MAPPER.readTree(value));

        assertThat(VALIDATOR.validate(report)).isNotEmpty();
    }

    @Test
    void everyFieldIsDescribed() {
        assertThat(described(SCHEMA)).isEqualTo(fields(BuildReport.class));
        assertThat(described("image")).isEqualTo(fields(BuildReport.ImageReport.class));
        assertThat(described("layer")).isEqualTo(fields(BuildReport.LayerReport.class));
        assertThat(described("stage")).isEqualTo(fields(BuildReport.StageReport.class));
        assertThat(described("instruction")).isEqualTo(fields(BuildReport.InstructionReport.class));
        assertThat(described("lint")).isEqualTo(fields(BuildReport.LintReport.class));
        assertThat(described("transfer")).isEqualTo(fields(BuildReport.TransferReport.class));
        assertThat(described("engine")).isEqualTo(fields(BuildReport.EngineReport.class));
        assertThat(described("failure")).isEqualTo(fields(BuildReport.FailureReport.class));
        assertThat(described("cache")).isEqualTo(fields(CacheReport.class));
        assertThat(described("saving")).isEqualTo(fields(SavingReport.class));
        assertThat(described("gate")).isEqualTo(fields(GateReport.class));
        assertThat(described("change")).isEqualTo(fields(Change.class));
        assertThat(described("comparison")).isEqualTo(fields(Comparison.class));
        assertThat(described("earlier")).isEqualTo(fields(Comparison.Earlier.class));
        assertThat(described("layerChange")).isEqualTo(fields(Comparison.LayerChange.class));
        assertThat(described("stageChange")).isEqualTo(fields(Comparison.StageChange.class));
        assertThat(described("waste")).isEqualTo(fields(WasteReport.class));
        assertThat(described("layerWaste")).isEqualTo(fields(WasteReport.LayerWaste.class));
        assertThat(described("sizedPath")).isEqualTo(fields(WasteReport.SizedPath.class));
        assertThat(described("wastedFile")).isEqualTo(fields(WasteReport.WastedFile.class));
        assertThat(described("rewrite")).isEqualTo(fields(WasteReport.Rewrite.class));
        assertThat(described("duplicate")).isEqualTo(fields(WasteReport.Duplicate.class));
        assertThat(described("placedPath")).isEqualTo(fields(WasteReport.PlacedPath.class));
        assertThat(described("leftCache")).isEqualTo(fields(WasteReport.LeftCache.class));
    }

    /** Fails where a report is not as the published schema has it. */
    static void assertValid(BuildReport report) throws IOException {
        assertValid(ReportJson.write(report));
    }

    static void assertValid(byte[] report) throws IOException {
        assertThat(VALIDATOR.validate(MAPPER.readTree(report))).isEmpty();
    }

    private static Set<String> described(String definition) {
        return described(SCHEMA.path("$defs").path(definition));
    }

    private static Set<String> described(JsonNode definition) {
        Set<String> names = new TreeSet<>();
        definition.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> fields(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode schema() {
        try {
            return MAPPER.readTree(Files.readAllBytes(Path.of("docs/report.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
