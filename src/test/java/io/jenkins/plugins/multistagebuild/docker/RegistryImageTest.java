package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryImageTest {

    private static final String INDEX = "sha256:" + "1".repeat(64);
    private static final String IMAGE = "sha256:" + "2".repeat(64);
    private static final String LOW = "sha256:" + "a".repeat(64);
    private static final String HIGH = "sha256:" + "b".repeat(64);
    private static final String MANIFEST = "{\"layers\":[{\"size\":700},{\"size\":30}]}";
    private static final String CONFIGURATION =
            """
            {"rootfs":{"diff_ids":["LOW","HIGH"]},"history":[{"created_by":"base"},{"created_by":"ENV A=1","empty_layer":true},
             {"created_by":"COPY x"}]}"""
                    .replace("LOW", LOW)
                    .replace("HIGH", HIGH);

    private final List<String> asked = new ArrayList<>();

    @Test
    void anIndexLeadsToItsImageAndNotToTheAttestation() throws Exception {
        String index =
                """
                {"manifests":[{"digest":"%s","platform":{"os":"unknown"}},{"digest":"%s","platform":{"os":"linux"}}]}"""
                        .formatted(HIGH, IMAGE);

        ImageDetails image = read(index, MANIFEST, CONFIGURATION);

        assertThat(image)
                .isEqualTo(new ImageDetails(
                        INDEX,
                        INDEX,
                        730,
                        List.of(
                                new ImageLayer(LOW, 700, "base"),
                                new ImageLayer(null, 0, "ENV A=1"),
                                new ImageLayer(HIGH, 30, "COPY x"))));
        assertThat(asked)
                .containsExactly(
                        "fleet --raw shop:5000/web@" + INDEX,
                        "fleet --raw shop:5000/web@" + IMAGE,
                        "fleet --format {{json .Image}} shop:5000/web@" + IMAGE);
    }

    @Test
    void aManifestIsReadAsItIs() throws Exception {
        assertThat(read(MANIFEST, "", CONFIGURATION).sizeBytes()).isEqualTo(730);
        assertThat(asked).hasSize(2).last().asString().endsWith(INDEX);
    }

    @Test
    void aHistoryThatDoesNotTellOfAllLayersIsNotTrusted() throws Exception {
        ImageDetails image = read(MANIFEST, "", CONFIGURATION.replace("{\"created_by\":\"COPY x\"}", "{}, {}"));

        assertThat(image.layers()).isEmpty();
        assertThat(image.layerDigests()).containsExactly(LOW, HIGH);
        assertThat(image.sizeBytes()).isEqualTo(730);
    }

    @Test
    void whatTheRegistryDoesNotTellIsSaid() {
        assertThatThrownBy(() -> read("{\"manifests\":[]}", "", ""))
                .hasMessage("the registry's index has no image in it");
        assertThatThrownBy(() -> read("<html>", "", "")).hasMessageContaining("is no JSON");
        assertThatThrownBy(() -> RegistryImage.read(
                        new DockerHost("h", null, "docker", Map.of()),
                        command -> new CommandResult(1, "", "unauthorized"),
                        "fleet",
                        "shop/web:1",
                        INDEX))
                .hasMessage("the image was pushed, but the registry did not tell about it: unauthorized");
    }

    private ImageDetails read(String first, String second, String configuration) throws Exception {
        return RegistryImage.read(
                new DockerHost("h", null, "docker", Map.of()),
                command -> {
                    List<String> arguments = command.arguments();
                    asked.add(String.join(" ", arguments.subList(5, arguments.size())));
                    String raw = arguments.get(arguments.size() - 1).endsWith(INDEX) ? first : second;
                    return new CommandResult(0, arguments.contains("--raw") ? raw : configuration, "");
                },
                "fleet",
                "shop:5000/web:1.2",
                INDEX);
    }
}
