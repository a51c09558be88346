package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real engine for tests, as src/scripts/test starts it and names it in the environment.
 *
 * @param host address of the engine
 * @param client path of the docker client
 */
public record TestEngine(String host, String client) {

    /** The engine of a flavour; null where none is named. */
    @CheckForNull
    public static TestEngine of(Flavour flavour) {
        return named(flavour.name());
    }

    /** The engine that src/scripts/engines has under a name; null where there is none. */
    @CheckForNull
    public static TestEngine named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String host = System.getenv("MSB_ENGINE_" + upper + "_HOST");
        String client = System.getenv("MSB_ENGINE_" + upper + "_DOCKER");
        return host == null || client == null ? null : new TestEngine(host, client);
    }

    /** As the plugin's own value. */
    public DockerHost dockerHost() {
        return new DockerHost("test", host, client, Map.of());
    }

    /** Lists images; asks again where that fails, as with containerd's image store while another test removes one. */
    public String images(String... arguments) throws IOException, InterruptedException {
        String[] command = Stream.concat(Stream.of("image", "ls"), Arrays.stream(arguments))
                .toArray(String[]::new);
        for (int attempt = 1; attempt < 10; attempt++) {
            try {
                return docker(command);
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).contains("not found")) {
                    throw e;
                }
            }
        }
        return docker(command);
    }

    /** Runs the client and gives what it prints; fails where it fails. */
    public String docker(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of(client), Arrays.stream(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", host);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + out);
        }
        return out.strip();
    }
}
