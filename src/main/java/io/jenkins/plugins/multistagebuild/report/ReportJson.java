package io.jenkins.plugins.multistagebuild.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Reports as JSON: {@code report.json}. */
public final class ReportJson {

    /** More is no report: what is written is kept in bounds. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    /** What this version does not know is passed over; what it knows has to be there, once, and of its kind. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

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
        if (json.length > MOST_BYTES) {
            throw new IOException(
                    "this is no report of a multi-stage build: over " + MOST_BYTES / (1024 * 1024) + " MiB");
        }
        try {
            // Numbers of any size are read here, so that one that is too large can be told with its place.
            JsonNode node = MAPPER.reader()
                    .without(DeserializationFeature.USE_LONG_FOR_INTS)
                    .readTree(json);
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
            requireLists(node);
            requireNumbers(node, "");
            return ReportCheck.check(MAPPER.treeToValue(node, BuildReport.class));
        } catch (JsonMappingException e) {
            throw new IOException("the report is damaged: " + path(e) + " is missing or of the wrong kind", e);
        } catch (JsonProcessingException e) {
            throw new IOException("the report is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads the report in a file.
     *
     * @param file the file, or the folder in which it is {@code report.json}
     * @throws IOException if it can't be read, or as {@link #read(byte[])} throws it
     */
    public static BuildReport read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(Files.isDirectory(file) ? file.resolve("report.json") : file)) {
            return read(in.readNBytes(MOST_BYTES + 1));
        }
    }

    /** Lists that make a wrong figure where they are missing; the others became empty ones then. */
    private static void requireLists(JsonNode node) throws IOException {
        if (node.path("image").isObject() && !node.path("image").path("layers").isArray()) {
            throw ReportCheck.damaged("image.layers is missing or of the wrong kind");
        }
        for (int i = 0; i < node.path("stages").size(); i++) {
            if (!node.path("stages").path(i).path("instructions").isArray()) {
                throw ReportCheck.damaged("stages[" + i + "].instructions is missing or of the wrong kind");
            }
        }
    }

    /** Refuses numbers that no figure can have, with their place. */
    private static void requireNumbers(JsonNode node, String path) throws IOException {
        if (node.isBigInteger()) {
            throw ReportCheck.damaged(path + " is too large: " + Cuts.shorten(node.asText(), 40));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            requireNumbers(node.get(i), path + "[" + i + "]");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            requireNumbers(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey());
        }
    }

    /** Where in the report something is: {@code stages[1].wallMillis}. */
    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "a part of it" : path.toString();
    }

    /**
     * The report of a run that goes on, from plain maps with the names of the JSON.
     *
     * @throws IllegalArgumentException if that is none
     */
    public static BuildReport live(Map<String, Object> report) {
        return MAPPER.convertValue(report, BuildReport.class);
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
