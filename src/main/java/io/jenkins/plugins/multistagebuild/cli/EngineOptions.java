package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say who builds. */
final class EngineOptions {

    @Option(
            names = "--engine",
            paramLabel = "auto|buildkit|classic",
            defaultValue = "auto",
            description = "Which builder to use. Default: the best that client and engine offer.")
    private EnginePreference engine;

    @Option(names = "--builder", paramLabel = "NAME", description = "A buildx builder. Default: the current one.")
    private String builder;

    @Option(
            names = "--docker",
            paramLabel = "PATH",
            defaultValue = "docker",
            description = "The docker client. Default: docker on the search path.")
    private String client;

    EnginePreference preference() {
        return engine;
    }

    String builder() {
        return builder;
    }

    /** The host that the options for the Dockerfile name. */
    DockerHost host(DockerfileOptions dockerfile) {
        return new DockerHost(dockerfile.hostName(), dockerfile.host(), client, Map.of());
    }
}
