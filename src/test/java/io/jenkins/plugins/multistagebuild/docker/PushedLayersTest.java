package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushedLayersTest {

    private static final DockerHost HOST = new DockerHost("h", "tcp://h:1", "docker", Map.of("DOCKER_CONFIG", "/c"));
    private static final String LAYER = "sha256:" + "1".repeat(64);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:5000/x@sha256:2 | {} | manifest inspect --insecure 127.0.0.1:5000/x@sha256:2",
                "r.example/x@sha256:2 | {} | manifest inspect r.example/x@sha256:2",
                "r.example/x@sha256:2 | {\"IndexConfigs\":{\"r.example\":{\"Secure\":false}}}"
                        + " | manifest inspect --insecure r.example/x@sha256:2",
                "r.example/x@sha256:2 | {\"IndexConfigs\":{\"r.example\":{\"Secure\":true}}}"
                        + " | manifest inspect r.example/x@sha256:2",
            })
    void theClientIsAskedAsTheEngineWouldAsk(String reference, String configuration, String question) throws Exception {
        List<DockerCommand> asked = new ArrayList<>();

        Map<String, Long> sizes = PushedLayers.sizes(
                HOST,
                command -> {
                    asked.add(command);
                    boolean info = command.arguments().contains("info");
                    return new CommandResult(
                            0, info ? configuration : "{\"layers\":[{\"size\":7,\"digest\":\"" + LAYER + "\"}]}", "");
                },
                reference);

        assertThat(sizes).containsExactly(Map.entry(LAYER, 7L));
        assertThat(asked.get(asked.size() - 1)).isEqualTo(HOST.command(question.split(" ")));
    }

    @Test
    void anImageWithoutLayersHasNoBytes() throws Exception {
        assertThat(told("{\"layers\":[]}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "",
                "{}",
                "{\"manifests\":[{\"size\":7}]}",
                "{\"layers\":[{\"size\":7,\"digest\":\"sha256:zz\"}]}",
                "{\"layers\":[{\"size\":-7,\"digest\":\"LAYER\"}]}",
                "{\"layers\":[{\"size\":9000000000000000000,\"digest\":\"LAYER\"}]}"
            })
    void whatIsNoManifestOfAnImageTellsNothing(String text) throws Exception {
        assertThat(told(text.replace("LAYER", LAYER))).isNull();
    }

    @Test
    void aRegistryThatDoesNotAnswerTellsNothing() throws Exception {
        assertThat(PushedLayers.sizes(HOST, command -> new CommandResult(1, "{\"layers\":[]}", "denied"), "r/x"))
                .isNull();
        assertThat(PushedLayers.sizes(
                        HOST,
                        command -> {
                            throw new IOException("no client");
                        },
                        "r/x"))
                .isNull();
    }

    private static Map<String, Long> told(String text) throws InterruptedException {
        return PushedLayers.sizes(HOST, command -> new CommandResult(0, text, ""), "r.example/x@sha256:2");
    }
}
