package io.jenkins.plugins.multistagebuild.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The golden cases. A folder is a case: {@code Dockerfile}, {@code options.json} where something was asked for, and
 * {@code expected.json}: the stages, or an error with its line and words that our message must hold.
 */
final class GoldenCases {

    private static final Path CASES = Path.of("src/test/resources/io/jenkins/plugins/multistagebuild/graph/cases");
    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenCases() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> paths = Files.list(CASES)) {
            return paths.sorted().toList();
        }
    }

    static JsonNode expected(Path path) throws IOException {
        return JSON.readTree(path.resolve("expected.json").toFile());
    }

    static GraphOptions options(Path path) throws IOException {
        Path file = path.resolve("options.json");
        if (!Files.exists(file)) {
            return GraphOptions.none();
        }
        JsonNode json = JSON.readTree(file.toFile());
        Map<String, String> arguments = new LinkedHashMap<>();
        json.path("buildArgs")
                .properties()
                .forEach(entry -> arguments.put(entry.getKey(), entry.getValue().asText()));
        Set<String> contexts = new LinkedHashSet<>();
        json.path("buildContexts").forEach(name -> contexts.add(name.asText()));
        return new GraphOptions(
                json.path("target").asText(null),
                List.of(),
                arguments,
                contexts,
                json.path("platform").asText(GraphOptions.DEFAULT_PLATFORM));
    }
}
