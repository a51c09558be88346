package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say in what containers commands run; as {@code docker build} has them. */
final class ContainerOptions {

    @Option(
            names = "--network",
            paramLabel = "default|none|host",
            description = "The network of commands. Default: the engine's.")
    private String network;

    @Option(
            names = "--add-host",
            paramLabel = "HOST:ADDRESS",
            description = "A further name for commands to find; repeatable.")
    private List<String> addHosts = new ArrayList<>();

    @Option(names = "--ulimit", paramLabel = "TYPE=SOFT[:HARD]", description = "A limit for commands; repeatable.")
    private List<String> ulimits = new ArrayList<>();

    @Option(names = "--shm-size", paramLabel = "SIZE", description = "The size of /dev/shm. Default: the engine's.")
    private String shmSize;

    @Option(
            names = "--allow",
            paramLabel = "ENTITLEMENT",
            description = "What commands may do besides, for example security.insecure; needs buildx; repeatable.")
    private List<String> allow = new ArrayList<>();

    BuildRequest.Containers containers() {
        return new BuildRequest.Containers(network, addHosts, ulimits, shmSize, allow);
    }
}
