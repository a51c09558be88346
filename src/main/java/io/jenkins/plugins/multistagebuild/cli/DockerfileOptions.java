package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say which Dockerfile is meant and what of it; the same for plan and build. */
final class DockerfileOptions {

    /** The name of the engine that the docker client finds by itself. */
    static final String LOCAL = "local";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The Dockerfile; - for standard input. Default: CONTEXT/Dockerfile.")
    private String file;

    @Option(
            names = "--target",
            paramLabel = "STAGE",
            description = "The stage that becomes the image. Default: the last one.")
    private String target;

    @Option(names = "--also-build", paramLabel = "STAGE", description = "A further stage to build; repeatable.")
    private List<String> alsoBuild = new ArrayList<>();

    @Option(
            names = "--build-arg",
            paramLabel = "K=V",
            description = "A build argument; K alone takes its value from the environment; repeatable.")
    private List<String> buildArgs = new ArrayList<>();

    @Option(
            names = "--build-context",
            paramLabel = "NAME=VALUE",
            description = "A named build context, which replaces a stage or image of that name; repeatable.")
    private Map<String, String> buildContexts = new LinkedHashMap<>();

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            description = "The platform to build for, for example linux/amd64. Default: the engine's.")
    private String platform;

    @Option(
            names = "--host",
            paramLabel = "URI",
            description = "An engine, as DOCKER_HOST takes it, or local for the one that the docker client finds;"
                    + " repeatable. Default: local.")
    private List<String> hosts = new ArrayList<>();

    @Parameters(
            arity = "0..1",
            paramLabel = "CONTEXT",
            defaultValue = ".",
            description =
                    "The folder that is sent to the engine; or the URL of a Git repository or an archive, or - for an"
                            + " archive or a Dockerfile on standard input. Default: this folder.")
    private String context;

    /** The context; one that is no folder is made into one. */
    BuildContext context(TemporaryFolder temporary) throws InterruptedException {
        if ("-".equals(file) && context.equals("-")) {
            throw new TerminalException(
                    ExitStatus.USAGE, "standard input can't be both the Dockerfile (-f -) and the context (-)");
        }
        return BuildContext.of(context, temporary, System.in);
    }

    /** The Dockerfile's bytes and name. */
    DockerfileSource source(BuildContext from) {
        return DockerfileSource.read(file, from, System.in);
    }

    /** Reads the graph out of the Dockerfile, or ends the command with all that is wrong with it. */
    Reading read(DockerfileSource source) {
        Reading reading = GraphReader.read(source.name(), source.text(), graphOptions());
        if (reading.graph() == null) {
            throw new WrongDockerfile(reading.problems());
        }
        return reading;
    }

    /** One of the engines asked for; null for the one that the client finds by itself. */
    @CheckForNull
    String host(int index) {
        return hosts.isEmpty() ? null : uri(hosts.get(index));
    }

    /** The engine that a value of {@code --host} names; null for the one that the client finds by itself. */
    @CheckForNull
    static String uri(String host) {
        return host.equals(LOCAL) ? null : host;
    }

    /** What plan and report call the hosts; never none. */
    List<String> hostNames() {
        if (!hosts.isEmpty()) {
            return List.copyOf(hosts);
        }
        String found = System.getenv("DOCKER_HOST");
        return List.of(found != null && !found.isEmpty() ? found : LOCAL);
    }

    /** The stage asked for; null for the last one. */
    @CheckForNull
    String target() {
        return target;
    }

    /** The platform asked for; null for the engine's own. */
    @CheckForNull
    String platform() {
        return platform;
    }

    Map<String, String> buildContexts() {
        return buildContexts;
    }

    /** Build arguments by name; one without a value is taken from the environment, and left out where that has none. */
    Map<String, String> buildArgs() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String argument : buildArgs) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            String value = equals < 0 ? System.getenv(name) : argument.substring(equals + 1);
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    private GraphOptions graphOptions() {
        return new GraphOptions(
                target,
                alsoBuild,
                buildArgs(),
                buildContexts.keySet(),
                platform == null ? GraphOptions.platform(System.getenv("DOCKER_DEFAULT_PLATFORM")) : platform);
    }
}
