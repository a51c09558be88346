package io.jenkins.plugins.multistagebuild.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a registry, through buildx, for an image that a builder pushed there. Sizes are those of packed layers: a registry
 * knows no others. The forms are those of the <a href="https://github.com/opencontainers/image-spec">OCI image
 * specification</a>.
 */
public final class RegistryImage {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_LAYERS = 2_000;
    private static final int LONGEST_TEXT = 1_000;

    private final DockerHost host;
    private final CommandRunner runner;
    private final String builder;
    private final String repository;

    private RegistryImage(DockerHost host, CommandRunner runner, String builder, String repository) {
        this.host = host;
        this.runner = runner;
        this.builder = builder;
        this.repository = repository;
    }

    /**
     * Reads an image by its digest: a tag may be somebody else's by now.
     *
     * @param builder the builder, which knows how its registries are reached
     * @param reference a reference that it was pushed to
     * @param digest of its manifest or its index, {@code sha256:…}
     * @throws EngineException if the registry does not know it, or does not answer
     */
    public static ImageDetails read(
            DockerHost host, CommandRunner runner, String builder, String reference, String digest)
            throws EngineException, InterruptedException {
        String repository = reference.replaceFirst("@.*$", "").replaceFirst(":[^:/]*$", "");
        return new RegistryImage(host, runner, builder, repository).read(digest);
    }

    private ImageDetails read(String digest) throws EngineException, InterruptedException {
        JsonNode manifest = raw(digest);
        String image = digest;
        if (manifest.path("manifests").isArray()) {
            image = imageOf(manifest);
            manifest = raw(image);
        }
        JsonNode configuration = json(ask("--format", "{{json .Image}}", repository + "@" + image));
        List<String> digests = new ArrayList<>();
        configuration.path("rootfs").path("diff_ids").forEach(layer -> {
            if (digests.size() < MOST_LAYERS && ImageReader.isDigest(layer.asText(""))) {
                digests.add(layer.asText());
            }
        });
        List<Long> sizes = new ArrayList<>();
        manifest.path("layers")
                .forEach(layer -> sizes.add(Math.max(0, layer.path("size").asLong())));
        long bytes = sizes.stream().mapToLong(Long::longValue).sum();
        return new ImageDetails(digest, digest, bytes, layers(configuration.path("history"), digests, sizes), digests);
    }

    /** The image in an index; what else is there is attestations, of a platform that is unknown. */
    private static String imageOf(JsonNode index) throws EngineException {
        for (JsonNode each : index.path("manifests")) {
            String digest = each.path("digest").asText("");
            if (!each.path("platform").path("os").asText("").equals("unknown") && ImageReader.isDigest(digest)) {
                return digest;
            }
        }
        throw new EngineException("the registry's index has no image in it");
    }

    /** History and layers together; empty where the history does not tell of all layers. */
    private static List<ImageLayer> layers(JsonNode history, List<String> digests, List<Long> sizes) {
        List<ImageLayer> layers = new ArrayList<>();
        int next = 0;
        for (JsonNode entry : history) {
            String createdBy = entry.path("created_by").asText("");
            String text = createdBy.isEmpty() ? entry.path("comment").asText("") : createdBy;
            text = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
            if (entry.path("empty_layer").asBoolean()) {
                layers.add(new ImageLayer(null, 0, text));
            } else if (next < digests.size() && next < sizes.size()) {
                layers.add(new ImageLayer(digests.get(next), sizes.get(next), text));
                next++;
            } else {
                return List.of();
            }
        }
        boolean all = next == digests.size() && next == sizes.size() && layers.size() <= MOST_LAYERS;
        return all ? layers : List.of();
    }

    private JsonNode raw(String digest) throws EngineException, InterruptedException {
        return json(ask("--raw", repository + "@" + digest));
    }

    private String ask(String... arguments) throws EngineException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("buildx", "imagetools", "inspect", "--builder", builder));
        command.addAll(List.of(arguments));
        CommandResult result;
        try {
            result = runner.run(host.command(command.toArray(String[]::new)));
        } catch (IOException e) {
            throw new EngineException("the docker client " + host.client() + " can't be run: " + e.getMessage(), e);
        }
        if (result.exitStatus() != 0) {
            throw new EngineException(
                    "the image was pushed, but the registry did not tell about it: " + result.complaint());
        }
        return result.out();
    }

    private static JsonNode json(String text) throws EngineException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new EngineException("the registry's answer about the image is no JSON", e);
        }
    }
}
