package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An engine and the client that reaches it.
 *
 * @param name what plans and reports call it
 * @param uri the engine, as {@code DOCKER_HOST} takes it; null for the one that the client finds by itself
 * @param client the docker client: a path, or a name on the search path
 * @param environment variables that the client needs besides, for example {@code DOCKER_CONFIG}
 */
public record DockerHost(String name, @CheckForNull String uri, String client, Map<String, String> environment)
        implements Serializable {

    public DockerHost {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** A command for this host's client. */
    public DockerCommand command(List<String> arguments, Map<String, String> additional) {
        List<String> argv = new ArrayList<>();
        argv.add(client);
        argv.addAll(arguments);
        Map<String, String> variables = new LinkedHashMap<>(additional);
        variables.putAll(environment);
        if (uri != null) {
            variables.put("DOCKER_HOST", uri);
        }
        return new DockerCommand(argv, variables);
    }

    /** A command for this host's client. */
    public DockerCommand command(String... arguments) {
        return command(List.of(arguments), Map.of());
    }

    /** How messages call the engine: its address where one is given, else its name. */
    public String address() {
        return uri == null ? name : uri;
    }
}
