package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.BuildHosts;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.graph.ImageReference;
import io.jenkins.plugins.multistagebuild.plan.Costs;
import io.jenkins.plugins.multistagebuild.report.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say who builds. */
final class EngineOptions {

    /** The docker client, where none is named: the one on the search path. */
    static final String CLIENT = "docker";

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
            description = "The docker client; given once for each --host, each host has its own. Default: docker on the"
                    + " search path.")
    private List<String> clients = new ArrayList<>();

    @Option(
            names = "--require-all-hosts",
            description = "Build nothing unless every --host answers. Default: those that don't are left out.")
    private boolean allRequired;

    @Option(
            names = "--hand-over-registry",
            paramLabel = "REPOSITORY",
            description =
                    "What several --host hand over to each other goes as images through this repository of a registry,"
                            + " for example registry.example:5000/ci/hand-over. Default: from host to host.")
    private String handOverRegistry;

    EnginePreference preference() {
        return engine;
    }

    String builder() {
        return builder;
    }

    /** Refuses hosts and clients that do not fit together, before anything is read. */
    void check(DockerfileOptions dockerfile) {
        hosts(dockerfile, null, null);
    }

    /**
     * The hosts that the options for the Dockerfile name.
     *
     * @param costs what stages are expected to cost; null where nothing is known of them
     * @param ignore what of the context is left out, where a file beside the Dockerfile says it; null where none does
     */
    BuildHosts hosts(DockerfileOptions dockerfile, @CheckForNull Costs costs, @CheckForNull byte[] ignore) {
        List<String> names = dockerfile.hostNames();
        if (clients.size() > 1 && clients.size() != names.size()) {
            throw new TerminalException(
                    ExitStatus.USAGE,
                    "--docker is given " + clients.size() + " times for " + names.size()
                            + " hosts; give it once, or once for each");
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new TerminalException(ExitStatus.USAGE, "a --host is named twice; name each host once");
        }
        if (builder != null && names.size() > 1) {
            throw new TerminalException(
                    ExitStatus.USAGE, "--builder names the builder of one host; leave it off where there are several");
        }
        checkRegistry(names);
        List<DockerHost> hosts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String client = clients.isEmpty() ? CLIENT : clients.get(Math.min(i, clients.size() - 1));
            hosts.add(new DockerHost(names.get(i), dockerfile.host(i), client, environment(dockerfile.host(i), names)));
        }
        return new BuildHosts(hosts, allRequired, costs, BuildHosts.WorkPlanner.ByCosts.PLANNER, ignore)
                .withRegistry(handOverRegistry);
    }

    private void checkRegistry(List<String> hosts) {
        if (handOverRegistry == null) {
            return;
        }
        String fault = ImageReference.repositoryFault(handOverRegistry);
        if (fault != null) {
            throw new TerminalException(
                    ExitStatus.USAGE,
                    "--hand-over-registry " + Columns.clean(handOverRegistry) + ": " + fault
                            + "; write for example registry.example:5000/ci/hand-over");
        }
        if (hosts.size() < 2) {
            throw new TerminalException(
                    ExitStatus.USAGE,
                    "--hand-over-registry is for several hosts, which hand something over to each other; name them by"
                            + " --host, or leave it off");
        }
    }

    /** TLS is meant for those of several hosts that are reached over TCP. */
    private static Map<String, String> environment(@CheckForNull String uri, List<String> names) {
        boolean plain = names.size() > 1 && uri != null && !uri.startsWith("tcp://");
        return plain ? Map.of("DOCKER_TLS_VERIFY", "") : Map.of();
    }
}
