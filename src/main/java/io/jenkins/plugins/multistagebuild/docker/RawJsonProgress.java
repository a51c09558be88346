package io.jenkins.plugins.multistagebuild.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads {@code --progress=rawjson}: BuildKit's own status messages ({@code client.SolveStatus}) as JSON. Steps are keyed
 * by the digest of their vertex.
 */
final class RawJsonProgress implements ProgressReader {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_STEPS = 100_000;

    private final JsonFrames frames = new JsonFrames();
    private final Set<String> named = new HashSet<>();
    private final Set<String> started = new HashSet<>();

    @Override
    public void read(byte[] chunk, int offset, int length, Instant now, Consumer<ProgressEvent> events) {
        frames.add(chunk, offset, length, object -> object(object, now, events), line -> loose(line, now, events));
    }

    @Override
    public void end(Instant now, Consumer<ProgressEvent> events) {
        frames.end(line -> loose(line, now, events));
    }

    private void object(byte[] bytes, Instant now, Consumer<ProgressEvent> events) {
        JsonNode status;
        try {
            status = MAPPER.readTree(bytes);
        } catch (IOException e) {
            loose(bytes, now, events);
            return;
        }
        status.path("vertexes").forEach(vertex -> vertex(vertex, now, events));
        status.path("logs").forEach(log -> log(log, now, events));
        status.path("warnings").forEach(warning -> loose(data(warning, "short"), now, events));
    }

    private void vertex(JsonNode vertex, Instant now, Consumer<ProgressEvent> events) {
        String step = key(vertex, "digest");
        if (named.size() < MOST_STEPS && named.add(step)) {
            events.accept(new ProgressEvent.Named(step, vertex.path("name").asText("")));
        }
        if (vertex.hasNonNull("started") && started.size() < MOST_STEPS && started.add(step)) {
            events.accept(new ProgressEvent.Started(step, time(vertex, "started", now)));
        }
        if (vertex.hasNonNull("completed")) {
            Instant at = time(vertex, "completed", now);
            String error = vertex.path("error").asText("");
            if (error.isEmpty()) {
                boolean cached = vertex.path("cached").asBoolean();
                events.accept(new ProgressEvent.Finished(step, at, cached));
            } else {
                events.accept(new ProgressEvent.Failed(step, at, error, error.contains("context canceled")));
            }
        }
    }

    private static void log(JsonNode log, Instant now, Consumer<ProgressEvent> events) {
        events.accept(new ProgressEvent.Output(key(log, "vertex"), time(log, "timestamp", now), data(log, "data")));
    }

    private static void loose(byte[] line, Instant now, Consumer<ProgressEvent> events) {
        String text = new String(line, StandardCharsets.UTF_8).strip();
        if (!text.isEmpty()) {
            events.accept(new ProgressEvent.Loose(now, text));
        }
    }

    private static String key(JsonNode node, String field) {
        String key = node.path(field).asText("");
        return key.length() > 200 ? key.substring(0, 200) : key;
    }

    private static byte[] data(JsonNode node, String field) {
        try {
            byte[] data = node.path(field).binaryValue();
            return data == null ? new byte[0] : data;
        } catch (IOException e) {
            return node.path(field).asText("").getBytes(StandardCharsets.UTF_8);
        }
    }

    private static Instant time(JsonNode node, String field, Instant now) {
        try {
            return Instant.parse(node.path(field).asText(""));
        } catch (DateTimeException e) {
            return now;
        }
    }
}
