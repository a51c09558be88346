package io.jenkins.plugins.multistagebuild.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Reports as JSON: {@code report.json}. */
public final class ReportJson {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS);

    private ReportJson() {}

    /** The report as JSON in UTF-8. */
    public static byte[] write(BuildReport report) {
        try {
            return MAPPER.writeValueAsBytes(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report of texts and numbers did not become JSON", e);
        }
    }

    /** Writes a report into a file, which is either the old one or the new one at every moment. */
    public static void write(BuildReport report, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, write(report));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Reads a report. Fields that are not known are passed over.
     *
     * @throws IOException if it is no report, is damaged, or comes from a newer version; the message tells which
     */
    public static BuildReport read(byte[] json) throws IOException {
        try {
            JsonNode node = MAPPER.readTree(json);
            int version = node.path("schemaVersion").asInt();
            if (version > BuildReport.SCHEMA_VERSION) {
                throw new IOException("the report has schema version " + version + ", this program knows "
                        + BuildReport.SCHEMA_VERSION + "; use a newer one");
            }
            if (version < 1
                    || !node.path("result").isTextual()
                    || !node.path("stages").isArray()) {
                throw new IOException("this is no report of a multi-stage build");
            }
            return ReportCheck.check(MAPPER.treeToValue(node, BuildReport.class));
        } catch (JsonProcessingException e) {
            throw new IOException("the report is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** The report as plain maps, lists, texts, longs and booleans, with the names of the JSON: what a Pipeline gets. */
    public static Map<String, Object> asMap(BuildReport report) {
        try {
            return MAPPER.readValue(write(report), new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new IllegalStateException("a report that was just written can't be read", e);
        }
    }
}
