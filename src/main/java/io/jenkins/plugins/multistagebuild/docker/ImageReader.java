package io.jenkins.plugins.multistagebuild.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Asks an engine for an image's size and history. */
public final class ImageReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int MOST_LAYERS = 10_000;
    private static final int LONGEST_TEXT = 4_000;

    private final DockerHost host;
    private final CommandRunner runner;

    private ImageReader(DockerHost host, CommandRunner runner) {
        this.host = host;
        this.runner = runner;
    }

    /** Whether a text is an image id or digest: {@code sha256:} and 64 hexadecimal digits. */
    public static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /**
     * Reads an image.
     *
     * @param id {@code sha256:…}
     * @throws EngineException if the engine does not know it, or does not answer
     */
    public static ImageDetails read(DockerHost host, CommandRunner runner, String id)
            throws EngineException, InterruptedException {
        if (!isDigest(id)) {
            throw new EngineException("the engine named its image in a way that is no image id");
        }
        return new ImageReader(host, runner).read(id);
    }

    private ImageDetails read(String id) throws EngineException, InterruptedException {
        JsonNode image = json(run("image", "inspect", "--format", "{{json .}}", id));
        List<String> digests = new ArrayList<>();
        image.path("RootFS").path("Layers").forEach(layer -> digests.add(layer.asText("")));
        return new ImageDetails(id, pushedDigest(image), image.path("Size").asLong(), layers(history(id), digests));
    }

    @CheckForNull
    private static String pushedDigest(JsonNode image) {
        String reference = image.path("RepoDigests").path(0).asText("");
        String digest = reference.substring(reference.indexOf('@') + 1);
        return isDigest(digest) ? digest : null;
    }

    /** History, oldest first. */
    private List<JsonNode> history(String id) throws EngineException, InterruptedException {
        List<JsonNode> entries = new ArrayList<>();
        String lines = run("history", "--no-trunc", "--human=false", "--format", "{{json .}}", id);
        for (String line : lines.split("\n")) {
            if (!line.isBlank() && entries.size() < MOST_LAYERS) {
                entries.add(json(line));
            }
        }
        Collections.reverse(entries);
        return entries;
    }

    /**
     * Gives each history entry with a layer its digest. The command line does not tell which entries have none, so an
     * entry counts as one without where it adds no bytes and there are more entries than layers; where that does not
     * come out even, no digest is told rather than a wrong one.
     */
    private static List<ImageLayer> layers(List<JsonNode> history, List<String> digests) {
        List<Boolean> hasLayer = HistoryLayers.match(
                history.stream().map(ImageReader::createdBy).toList(),
                history.stream().map(ImageReader::size).toList(),
                digests.size());
        List<ImageLayer> layers = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < history.size(); i++) {
            String digest = hasLayer.get(i) && next < digests.size() ? digests.get(next++) : null;
            layers.add(new ImageLayer(digest, size(history.get(i)), createdBy(history.get(i))));
        }
        return layers;
    }

    private static String createdBy(JsonNode entry) {
        String text = entry.path("CreatedBy").asText("");
        if (text.isEmpty()) {
            text = entry.path("Comment").asText("");
        }
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    private static long size(JsonNode entry) {
        try {
            return Math.max(0, Long.parseLong(entry.path("Size").asText("0")));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private String run(String... arguments) throws EngineException, InterruptedException {
        CommandResult result;
        try {
            result = runner.run(host.command(arguments));
        } catch (IOException e) {
            throw new EngineException("the docker client " + host.client() + " can't be run: " + e.getMessage(), e);
        }
        if (result.exitStatus() != 0) {
            throw new EngineException(
                    "the engine at " + host.address() + " did not tell about its image: " + result.complaint());
        }
        return result.out();
    }

    private static JsonNode json(String text) throws EngineException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new EngineException("the engine's answer about its image is no JSON", e);
        }
    }
}
