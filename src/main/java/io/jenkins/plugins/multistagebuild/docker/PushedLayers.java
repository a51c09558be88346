package io.jenkins.plugins.multistagebuild.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Asks a registry, through the client, how large the layers of an image are there. */
public final class PushedLayers {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** For engines that is enough to do without TLS. */
    private static final Pattern LOOPBACK = Pattern.compile("(?:localhost|127\\.[0-9.]{5,11})(?::\\d{1,5})?");

    private static final int MOST_LAYERS = 2_000;
    private static final long MOST_BYTES = 1L << 50;

    private PushedLayers() {}

    /**
     * Bytes of packed layers by digest; null where that is not known, since the client does not reach the registry, or what is
     * there is an index of several images.
     *
     * @param reference the image by the digest of its manifest
     */
    @CheckForNull
    public static Map<String, Long> sizes(DockerHost host, CommandRunner runner, String reference)
            throws InterruptedException {
        try {
            List<String> question = new ArrayList<>(List.of("manifest", "inspect"));
            if (isInsecure(host, runner, new HandOverRepository(reference).registry())) {
                question.add("--insecure");
            }
            question.add(reference);
            CommandResult result = runner.run(host.command(question, Map.of()));
            return result.exitStatus() == 0 ? sizes(MAPPER.readTree(result.out())) : null;
        } catch (IOException e) {
            // Also where it printed something else than JSON.
            return null;
        }
    }

    /** Whether the engine talks to a registry without TLS, or without looking at its certificate; the client does not know. */
    private static boolean isInsecure(DockerHost host, CommandRunner runner, String registry)
            throws IOException, InterruptedException {
        if (LOOPBACK.matcher(registry).matches()) {
            return true;
        }
        CommandResult said = runner.run(host.command("info", "--format", "{{json .RegistryConfig}}"));
        JsonNode secure =
                MAPPER.readTree(said.out()).path("IndexConfigs").path(registry).path("Secure");
        return said.exitStatus() == 0 && secure.isBoolean() && !secure.asBoolean();
    }

    @CheckForNull
    private static Map<String, Long> sizes(JsonNode manifest) {
        JsonNode layers = manifest.path("layers");
        if (!layers.isArray() || layers.size() > MOST_LAYERS) {
            return null;
        }
        Map<String, Long> sizes = new HashMap<>();
        for (JsonNode layer : layers) {
            String digest = layer.path("digest").asText("");
            long bytes = layer.path("size").asLong(-1);
            if (!ImageReader.isDigest(digest) || bytes < 0 || bytes > MOST_BYTES) {
                return null;
            }
            sizes.put(digest, bytes);
        }
        return sizes;
    }
}
