package io.jenkins.plugins.multistagebuild.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks a real BuildKit what it makes of the golden cases: whether it takes them, at which line not, and which stages it sees.
 * For these nothing is built: it is asked for its outline, and images that they name are replaced by one that is there. Edges
 * are those of real builds.
 */
@NeedsEngine(Flavour.BUILDX)
class EngineAgreementTest {

    private static final String IMAGE = "docker-image://busybox:1.36";
    /** Cases that the engine of the tests can't be asked about, each with the reason. */
    private static final Path OTHERWISE =
            Path.of("src/test/resources/io/jenkins/plugins/multistagebuild/graph/older-engine.txt");

    private static final int FEWEST = 330;

    private static final int STAGES = 14;
    private static final int ROUNDS = 5;
    private static final Pattern STEP = Pattern.compile("\\[(s\\d+) \\d+/\\d+\\] (?!FROM ).*");

    @TempDir
    private Path context;

    @Test
    void theEngineTakesAndRefusesWhatWeTakeAndRefuse() throws Exception {
        Set<String> otherwise = Files.readAllLines(OTHERWISE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
        ExecutorService workers = Executors.newFixedThreadPool(3);
        Map<String, Future<String>> asked = new TreeMap<>();
        try {
            for (Path path : GoldenCases.all()) {
                String name = path.getFileName().toString();
                if (!otherwise.contains(name)) {
                    asked.put(name, workers.submit(() -> difference(path)));
                }
            }
            Map<String, String> different = new TreeMap<>();
            for (Map.Entry<String, Future<String>> each : asked.entrySet()) {
                if (!each.getValue().get().isEmpty()) {
                    different.put(each.getKey(), each.getValue().get());
                }
            }
            assertThat(different).isEmpty();
            assertThat(asked).hasSizeGreaterThanOrEqualTo(FEWEST);
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void theEngineBuildsTheStagesThatWeCallNeededWithTheEdgesThatWeSee() throws Exception {
        Random random = new Random(20_260_821);
        int seen = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = madeUp(random);
            Files.writeString(context.resolve("Dockerfile"), text);
            String target = "S" + (STAGES - 1 - random.nextInt(4));
            EngineAnswer answer = EngineAnswer.of(
                    TestEngine.of(Flavour.BUILDX),
                    List.of("--progress=rawjson", "--no-cache", "--target", target, context.toString()));
            assertThat(answer.good()).as(answer.told()).isTrue();

            StageGraph graph = GraphReader.read(
                            "Dockerfile", text.getBytes(StandardCharsets.UTF_8), GraphOptions.forTarget(target))
                    .graph();
            Set<String> edges = new TreeSet<>();
            for (int index : graph.neededStages()) {
                edges.add("s" + index);
                graph.stage(index)
                        .dependencies()
                        .forEach(dependency -> edges.add("s" + index + " needs s" + dependency.stage()));
            }
            assertThat(edges(answer)).as(target + " of\n" + text).isEqualTo(edges);
            seen += edges.size();
        }
        assertThat(seen).as("stages and edges").isGreaterThan(ROUNDS * STAGES);
    }

    /** The stages of which the engine built something, and which of them took something from which. */
    private static Set<String> edges(EngineAnswer answer) throws IOException {
        Map<String, String> stages = new HashMap<>();
        Map<String, JsonNode> steps = new HashMap<>();
        for (JsonNode document : answer.progress()) {
            for (JsonNode vertex : document.path("vertexes")) {
                Matcher step = STEP.matcher(vertex.path("name").asText());
                if (step.matches()) {
                    stages.put(vertex.path("digest").asText(), step.group(1));
                    steps.put(vertex.path("digest").asText(), vertex);
                }
            }
        }
        Set<String> edges = new TreeSet<>(stages.values());
        steps.forEach((digest, step) -> step.path("inputs").forEach(input -> {
            String source = stages.get(input.asText());
            if (source != null && !source.equals(stages.get(digest))) {
                edges.add(stages.get(digest) + " needs " + source);
            }
        }));
        return edges;
    }

    /** A Dockerfile whose stages refer to each other in all ways there are; no two of its steps are alike. */
    private static String madeUp(Random random) {
        StringBuilder text = new StringBuilder("ARG CHOSEN=s0\n");
        for (int stage = 0; stage < STAGES; stage++) {
            int base = Math.max(0, stage - 1 - random.nextInt(3));
            boolean onStage = stage > 0 && random.nextInt(3) == 0;
            text.append(onStage ? base == 0 ? "FROM ${CHOSEN}" : "FROM s" + base : "FROM busybox:1.36")
                    .append(" AS ")
                    .append(random.nextBoolean() ? "s" : "S")
                    .append(stage)
                    .append("\nRUN echo ")
                    .append(stage)
                    .append(" > /f")
                    .append(stage)
                    .append('\n');
            for (int step = 1 + random.nextInt(2); step > 0 && stage > 0; step--) {
                int source = Math.max(0, stage - 1 - random.nextInt(5));
                String to = "/t" + stage + step;
                text.append(
                                switch (random.nextInt(4)) {
                                    case 0 -> "COPY --from=s" + source + " /f" + source + " " + to;
                                    case 1 -> "COPY --from=" + source + " [\"/f" + source + "\", \"" + to + "\"]";
                                    case 2 -> "COPY --chmod=755 --from=S" + source + " \\\n  /f" + source + " " + to;
                                    default ->
                                        "RUN --mount=from=s" + source + ",target=/m \\\n  # a comment\n  cp /m/f"
                                                + source + " " + to;
                                })
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** What the engine makes otherwise of a case; empty where nothing. */
    private String difference(Path path) throws IOException, InterruptedException {
        JsonNode expected = GoldenCases.expected(path);
        EngineAnswer answer = ask("outline", path, expected);
        if (expected.has("error") == answer.good()) {
            return answer.good() ? "the engine takes it" : "the engine refuses it: " + answer.error();
        }
        if (!answer.good()) {
            int line = expected.at("/error/line").asInt();
            return answer.line() == 0 || line == 0 || answer.line() == line ? "" : "at line " + answer.line();
        }
        if (expected.path("stages").size() < 2) {
            return "";
        }
        List<String> stages = new ArrayList<>();
        ask("targets", path, expected)
                .document()
                .path("targets")
                .forEach(target -> stages.add(target.path("name").asText("") + ":"
                        + target.at("/location/ranges/0/start/line").asInt()));
        List<String> ours = new ArrayList<>();
        expected.path("stages")
                .forEach(stage -> ours.add(stage.path("name").asText("").replace("null", "") + ":"
                        + stage.path("line").asInt()));
        return stages.equals(ours) ? "" : "stages " + stages + " instead of " + ours;
    }

    private EngineAnswer ask(String question, Path path, JsonNode expected) throws IOException, InterruptedException {
        GraphOptions options = GoldenCases.options(path);
        List<String> arguments = new ArrayList<>(List.of(
                "--print=" + question + ",format=json",
                "--file",
                path.resolve("Dockerfile").toString()));
        if (options.target() != null) {
            arguments.addAll(List.of("--target", options.target()));
        }
        if (!options.platform().equals(GraphOptions.DEFAULT_PLATFORM)) {
            arguments.addAll(List.of("--platform", options.platform()));
        }
        options.buildArgs().forEach((name, value) -> arguments.addAll(List.of("--build-arg", name + "=" + value)));
        Set<String> images = new LinkedHashSet<>(options.buildContexts());
        expected.path("stages")
                .forEach(stage -> stage.path("externalImages").forEach(image -> images.add(image.asText())));
        images.forEach(image -> arguments.addAll(List.of("--build-context", image + "=" + IMAGE)));
        arguments.add(context.toString());
        return EngineAnswer.of(TestEngine.of(Flavour.BUILDX), arguments);
    }
}
