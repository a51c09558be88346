package io.jenkins.plugins.multistagebuild.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an engine for an image's size and history. */
public final class ImageReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int MOST_LAYERS = 2_000;
    private static final int LONGEST_TEXT = 1_000;
    private static final Pattern SIZE = Pattern.compile("(sha256:[0-9a-f]{64}) (\\d{1,18})");

    /** Only what is needed: an image may bring along labels without end. */
    private static final String INSPECT =
            "{\"Layers\":{{json .RootFS.Layers}},\"RepoDigests\":{{json .RepoDigests}},\"Size\":{{.Size}}}";

    /** Cut by the client, so that a thousand layers with long commands stay within {@link CommandRunner#OUTPUT_LIMIT}. */
    private static final String HISTORY = "{\"Size\":{{json .Size}},\"CreatedBy\":{{json (printf \"%." + LONGEST_TEXT
            + "s\" .CreatedBy)}},\"Comment\":{{json (printf \"%.200s\" .Comment)}}}";

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
     * What an engine told of images.
     *
     * @param image the one that was asked for
     * @param sizes bytes of others by id, as {@code docker image inspect} says; those that it has no more are left out
     */
    public record Told(ImageDetails image, Map<String, Long> sizes) {

        public Told {
            sizes = Map.copyOf(sizes);
        }
    }

    /**
     * Reads an image, and the sizes of others, all in one round of questions.
     *
     * @param id {@code sha256:…}
     * @param others ids of others
     * @throws EngineException if the engine does not know the image, or does not answer
     */
    public static Told read(DockerHost host, CommandRunner runner, String id, Collection<String> others)
            throws EngineException, InterruptedException {
        if (!isDigest(id)) {
            throw new EngineException("the engine named its image in a way that is no image id");
        }
        List<String> known = others.stream()
                .filter(ImageReader::isDigest)
                .distinct()
                .limit(MOST_LAYERS)
                .toList();
        return new ImageReader(host, runner).read(id, known);
    }

    private Told read(String id, List<String> others) throws EngineException, InterruptedException {
        List<DockerCommand> questions = new ArrayList<>(List.of(
                host.command("image", "inspect", "--format", INSPECT, id),
                host.command("history", "--no-trunc", "--human=false", "--format", HISTORY, id)));
        if (!others.isEmpty()) {
            List<String> sizes = new ArrayList<>(List.of("image", "inspect", "--format", "{{.Id}} {{.Size}}"));
            sizes.addAll(others);
            questions.add(host.command(sizes, Map.of()));
        }
        List<CommandResult> answers = answer(questions);
        JsonNode image = json(said(answers.get(0)));
        List<String> digests = new ArrayList<>();
        image.path("Layers").forEach(layer -> {
            if (digests.size() < MOST_LAYERS && isDigest(layer.asText(""))) {
                digests.add(layer.asText());
            }
        });
        ImageDetails details = new ImageDetails(
                id,
                pushedDigest(image),
                image.path("Size").asLong(),
                layers(history(said(answers.get(1))), digests),
                digests);
        return new Told(details, others.isEmpty() ? Map.of() : sizes(others, answers.get(2)));
    }

    /** The command fails where one is missing, and tells of the others nevertheless. */
    private static Map<String, Long> sizes(List<String> known, CommandResult answer) {
        Map<String, Long> sizes = new HashMap<>();
        for (String line : answer.out().split("\n")) {
            Matcher size = SIZE.matcher(line.strip());
            if (size.matches() && known.contains(size.group(1))) {
                sizes.put(size.group(1), Long.parseLong(size.group(2)));
            }
        }
        return sizes;
    }

    @CheckForNull
    private static String pushedDigest(JsonNode image) {
        String reference = image.path("RepoDigests").path(0).asText("");
        String digest = reference.substring(reference.indexOf('@') + 1);
        return isDigest(digest) ? digest : null;
    }

    /** History, oldest first. */
    private static List<JsonNode> history(String lines) throws EngineException {
        List<JsonNode> entries = new ArrayList<>();
        for (String line : lines.split("\n")) {
            if (!line.isBlank() && entries.size() < MOST_LAYERS) {
                entries.add(json(line));
            }
        }
        Collections.reverse(entries);
        return entries;
    }

    /** The history with its layers' digests; empty where it does not tell of all layers. */
    private static List<ImageLayer> layers(List<JsonNode> history, List<String> digests) {
        List<Integer> indices = HistoryLayers.match(
                history.stream().map(ImageReader::createdBy).toList(),
                history.stream().map(ImageReader::size).toList(),
                digests.size());
        List<ImageLayer> layers = new ArrayList<>();
        if (indices == null || history.stream().anyMatch(ImageReader::isMadeUp)) {
            return layers;
        }
        for (int i = 0; i < history.size(); i++) {
            int index = indices.get(i);
            layers.add(new ImageLayer(
                    index == HistoryLayers.NONE ? null : digests.get(index),
                    size(history.get(i)),
                    createdBy(history.get(i))));
        }
        return layers;
    }

    /**
     * Whether BuildKit added an entry of its own, since the base image's history does not tell of all layers. The entries
     * before it then stand beside the wrong layers.
     */
    private static boolean isMadeUp(JsonNode entry) {
        return entry.path("Comment").asText("").startsWith("buildkit.exporter.");
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

    private String said(CommandResult result) throws EngineException {
        if (result.exitStatus() != 0) {
            throw new EngineException(
                    "the engine at " + host.address() + " did not tell about its image: " + result.complaint());
        }
        return result.out();
    }

    private List<CommandResult> answer(List<DockerCommand> commands) throws EngineException, InterruptedException {
        try {
            return runner.runAll(commands);
        } catch (IOException e) {
            throw new EngineException("the docker client " + host.client() + " can't be run: " + e.getMessage(), e);
        }
    }

    private static JsonNode json(String text) throws EngineException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new EngineException("the engine's answer about its image is no JSON", e);
        }
    }
}
