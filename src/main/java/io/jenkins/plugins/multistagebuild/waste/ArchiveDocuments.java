package io.jenkins.plugins.multistagebuild.waste;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON documents of an archive, which tell the order of its layers: {@code manifest.json}, which every
 * {@code docker save} writes, or OCI's {@code index.json} with the manifest that it names.
 */
final class ArchiveDocuments {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST = 4 * 1024 * 1024;
    private static final int LONGEST_ALL = 16 * 1024 * 1024;
    private static final int MOST_LAYERS = 2_000;
    private static final int DEEPEST_INDEX = 4;

    private final Map<String, byte[]> documents = new HashMap<>();
    private int length;

    /**
     * A layer as a manifest names it.
     *
     * @param name its name in the archive
     * @param diffId digest of its tar; empty where no configuration tells it
     */
    record NamedLayer(String name, String diffId) {}

    /** Keeps a document that may be needed; what is too long to be one is dropped. */
    void add(String name, byte[] head, InputStream rest) throws IOException {
        byte[] more = rest.readNBytes(LONGEST - head.length + 1);
        if (head.length + more.length <= LONGEST && length + head.length + more.length <= LONGEST_ALL) {
            byte[] all = new byte[head.length + more.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(more, 0, all, head.length, more.length);
            documents.put(name, all);
            length += all.length;
        }
    }

    /**
     * The layers of the image, the lowest first.
     *
     * @throws IOException if no document tells them
     */
    List<NamedLayer> layers() throws IOException {
        if (documents.containsKey("manifest.json")) {
            JsonNode image = json("manifest.json").path(0);
            List<String> names = new ArrayList<>();
            image.path("Layers").forEach(name -> names.add(EntryPath.clean(name.asText(""))));
            return named(names, EntryPath.clean(image.path("Config").asText("")));
        } else if (documents.containsKey("index.json")) {
            return ofIndex("index.json", 0);
        }
        throw new IOException("the archive of the image has no manifest: it is cut off, or no archive of an image");
    }

    /** The first image of an index that is no attestation about another. */
    private List<NamedLayer> ofIndex(String document, int depth) throws IOException {
        JsonNode root = json(document);
        if (root.has("layers")) {
            List<String> names = new ArrayList<>();
            root.path("layers").forEach(layer -> names.add(blob(layer)));
            return named(names, blob(root.path("config")));
        }
        for (JsonNode manifest : root.path("manifests")) {
            boolean image = !manifest.path("platform").path("os").asText("").equals("unknown");
            if (image && depth < DEEPEST_INDEX && documents.containsKey(blob(manifest))) {
                return ofIndex(blob(manifest), depth + 1);
            }
        }
        throw new IOException("the index of the archive names no image that is in it");
    }

    private static String blob(JsonNode descriptor) {
        return "blobs/" + descriptor.path("digest").asText("").replace(':', '/');
    }

    private List<NamedLayer> named(List<String> names, String configuration) throws IOException {
        if (names.size() > MOST_LAYERS) {
            throw new IOException("the image has " + names.size() + " layers, more than " + MOST_LAYERS);
        }
        JsonNode ids = documents.containsKey(configuration)
                ? json(configuration).path("rootfs").path("diff_ids")
                : MAPPER.createArrayNode();
        List<NamedLayer> layers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            layers.add(new NamedLayer(
                    names.get(i), ids.size() == names.size() ? ids.path(i).asText("") : ""));
        }
        return layers;
    }

    private JsonNode json(String name) throws IOException {
        try {
            return MAPPER.readTree(documents.get(name));
        } catch (IOException e) {
            throw new IOException("the document " + name + " of the archive is damaged", e);
        }
    }
}
