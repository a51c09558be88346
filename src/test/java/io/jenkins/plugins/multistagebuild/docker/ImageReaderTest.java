package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageReaderTest {

    private static final String ID = "sha256:" + "a".repeat(64);
    private static final String ONE = "sha256:" + "1".repeat(64);
    private static final String TWO = "sha256:" + "2".repeat(64);

    private final DockerHost host = new DockerHost("here", null, "docker", Map.of());
    private final List<List<String>> asked = new ArrayList<>();

    @Test
    void historyAndLayersAreJoinedOldestFirst() throws Exception {
        ImageDetails image = read(
                inspect("[\"" + ONE + "\",\"" + TWO + "\"]", 57),
                """
                {"Size":"0","CreatedBy":"CMD [\\"x\\"]","Comment":"buildkit.dockerfile.v0"}
                {"Size":"7","CreatedBy":"COPY a /a # buildkit","Comment":"buildkit.dockerfile.v0"}
                {"Size":"50","CreatedBy":"","Comment":"Imported from -"}
                """);

        assertThat(image.layers())
                .containsExactly(
                        new ImageLayer(ONE, 50, "Imported from -"),
                        new ImageLayer(TWO, 7, "COPY a /a # buildkit"),
                        new ImageLayer(null, 0, "CMD [\"x\"]"));
        assertThat(image.sizeBytes()).isEqualTo(57);
        assertThat(image.layerDigests()).containsExactly(ONE, TWO);
        assertThat(asked).allSatisfy(command -> assertThat(command).contains(ID).doesNotContain("sh"));
    }

    @Test
    void aHistoryThatBuildKitHadToMendIsNotTrusted() throws Exception {
        ImageDetails image = read(
                inspect("[\"" + ONE + "\",\"" + TWO + "\"]", 57),
                """
                {"Size":"7","CreatedBy":"[stage-1 1/1] COPY b /b","Comment":"buildkit.exporter.image.v0"}
                {"Size":"50","CreatedBy":"COPY b /b # buildkit","Comment":"buildkit.dockerfile.v0"}
                """);

        assertThat(image.layers()).isEmpty();
        assertThat(image.layerDigests()).containsExactly(ONE, TWO);
    }

    @Test
    void anImageThatWasRemovedMeanwhileIsTold() {
        CommandRunner gone = command -> new CommandResult(1, "", "Error: No such image: " + ID + "\n");

        assertThatThrownBy(() -> ImageReader.read(host, gone, ID, List.of()))
                .isInstanceOf(EngineException.class)
                .hasMessage("the engine at here did not tell about its image: Error: No such image: " + ID);
    }

    @Test
    void anAnswerThatIsNoneIsTold() {
        assertThatThrownBy(() -> read("{", ""))
                .isInstanceOf(EngineException.class)
                .hasMessage("the engine's answer about its image is no JSON");
    }

    @Test
    void sizesOfOthersAreToldWhereTheyAreThere() throws Exception {
        String sizes = ONE + " 123\nsha256:nonsense 5\n" + ID + " 99\n" + TWO + " -7\n";

        assertThat(read(inspect("[]", 5), "", sizes, List.of(ONE, TWO, "--help"))
                        .sizes())
                .containsExactly(Map.entry(ONE, 123L));
        assertThat(asked).hasSize(3);
        assertThat(asked.get(2)).endsWith(ONE, TWO).doesNotContain("--help");
    }

    @Test
    void nobodyIsAskedForTheSizesOfNoImages() throws Exception {
        assertThat(read(inspect("[]", 5), "", "", List.of("--help")).sizes()).isEmpty();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aThousandLayersAreRead() throws Exception {
        List<String> digests = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            digests.add(String.format("\"sha256:%064x\"", i));
        }
        ImageDetails image = read(
                inspect(digests.toString(), 1_000),
                String.join(
                        "\n", Collections.nCopies(1_000, "{\"Size\":\"1\",\"CreatedBy\":\"RUN x\",\"Comment\":\"\"}")));

        assertThat(image.layers()).hasSize(1_000).allSatisfy(layer -> assertThat(layer.digest())
                .isNotNull());
    }

    private ImageDetails read(String inspect, String history) throws Exception {
        return read(inspect, history, "", List.of()).image();
    }

    private ImageReader.Told read(String inspect, String history, String sizes, List<String> others) throws Exception {
        return ImageReader.read(
                host,
                command -> {
                    asked.add(command.arguments());
                    boolean ofOthers = command.arguments().contains("{{.Id}} {{.Size}}");
                    String image = command.arguments().contains("history") ? history : inspect;
                    return new CommandResult(ofOthers ? 1 : 0, ofOthers ? sizes : image, "");
                },
                ID,
                others);
    }

    private static String inspect(String layers, long size) {
        return "{\"Layers\":" + layers + ",\"RepoDigests\":[],\"Size\":" + size + "}";
    }
}
