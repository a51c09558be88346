package io.jenkins.plugins.multistagebuild.docker;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command to be run on a host: never a text for a shell.
 *
 * @param arguments the client's path and its arguments, each an element of argv
 * @param environment variables to add to the environment in which the command runs
 */
public record DockerCommand(List<String> arguments, Map<String, String> environment) implements Serializable {

    public DockerCommand {
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }
}
