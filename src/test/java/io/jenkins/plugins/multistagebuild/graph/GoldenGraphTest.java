package io.jenkins.plugins.multistagebuild.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Compares graphs with those that BuildKit's own converter made of the same files: the {@link GoldenCases}. */
class GoldenGraphTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> everyCaseReadsAsBuildKitReadsIt() throws IOException {
        return GoldenCases.all().stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> check(path)));
    }

    @Test
    void thereAreEnoughCasesAndAThirdOfThemAreErrors() throws IOException {
        List<Path> cases = GoldenCases.all();
        List<Path> errors = new ArrayList<>();
        for (Path path : cases) {
            if (GoldenCases.expected(path).has("error")) {
                errors.add(path);
            }
        }

        assertThat(cases).hasSizeGreaterThanOrEqualTo(250);
        assertThat(errors.size() * 3).isGreaterThanOrEqualTo(cases.size());
    }

    private static void check(Path path) throws IOException {
        JsonNode expected = GoldenCases.expected(path);
        Reading reading = GraphReader.read(
                "Dockerfile", Files.readAllBytes(path.resolve("Dockerfile")), GoldenCases.options(path));

        if (expected.has("error")) {
            assertThat(reading.graph()).isNull();
            Problem first = reading.problems().get(0);
            assertThat(first.line())
                    .as(first.toString())
                    .isEqualTo(expected.at("/error/line").asInt());
            assertThat(first.message()).contains(expected.at("/error/says").asText());
            assertThat(first.message()).doesNotContain("Exception").hasSizeLessThan(700);
        } else {
            assertThat(reading.problems()).isEmpty();
            assertThat(json(reading.graph())).isEqualTo(expected);
        }
    }

    private static JsonNode json(StageGraph graph) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("target", graph.target());
        ArrayNode stages = root.putArray("stages");
        for (Stage stage : graph.stages()) {
            ObjectNode node = stages.addObject();
            node.put("index", stage.index()).put("name", stage.name()).put("line", stage.line());
            node.putObject("base")
                    .put("kind", stage.base().kind().name().toLowerCase(Locale.ROOT))
                    .put("ref", stage.base().ref())
                    .put("stage", stage.base().stage());
            ArrayNode dependencies = node.putArray("dependencies");
            for (Dependency dependency : stage.dependencies()) {
                dependencies
                        .addObject()
                        .put("stage", dependency.stage())
                        .put("kind", dependency.kind().json())
                        .put("line", dependency.line());
            }
            stage.externalImages().forEach(node.putArray("externalImages")::add);
            node.put("instructions", stage.instructions().size());
            node.put("inherited", stage.inherited().size());
            node.put("needed", stage.needed());
        }
        return JSON.readTree(root.toString());
    }
}
