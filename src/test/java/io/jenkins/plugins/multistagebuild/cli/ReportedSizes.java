package io.jenkins.plugins.multistagebuild.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a report says of an image's size and layers, against what the engine says. */
final class ReportedSizes {

    private ReportedSizes() {}

    /** What differs, by name. */
    static Map<String, String> differences(Path folder, TestEngine engine, String image)
            throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        JsonNode report = json.readTree(folder.resolve("report.json").toFile()).path("image");
        JsonNode layers =
                json.readTree(engine.docker("image", "inspect", "--format", "{{json .RootFS.Layers}}", image));
        long size = Long.parseLong(engine.docker("image", "inspect", "--format", "{{.Size}}", image));
        long sum = 0;
        List<String> digests = new ArrayList<>();
        for (JsonNode layer : report.path("layers")) {
            sum += layer.path("sizeBytes").asLong();
            digests.add(layer.path("digest").asText());
        }
        List<String> expected = new ArrayList<>();
        layers.forEach(layer -> expected.add(layer.asText()));
        Map<String, String> differences = new TreeMap<>();
        if (report.path("sizeBytes").asLong() != size) {
            differences.put("report size", report.path("sizeBytes") + " instead of " + size);
        }
        if (sum != size) {
            differences.put("report sum of layers", sum + " instead of " + size);
        }
        for (int i = 0; i < Math.min(digests.size(), expected.size()); i++) {
            // Where it is not certain which entry of the history made a layer, no digest is told.
            if (digests.get(i).equals("null")) {
                digests.set(i, expected.get(i));
            }
        }
        if (!digests.equals(expected)) {
            differences.put("report layers", digests + " instead of " + expected);
        }
        return differences;
    }
}
