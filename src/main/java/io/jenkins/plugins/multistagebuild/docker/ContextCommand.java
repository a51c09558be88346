package io.jenkins.plugins.multistagebuild.docker;

import java.io.Serializable;
import java.util.List;

/**
 * An engine run of the classic builder that gets only some of the context, as an archive on its standard input.
 *
 * @param command the command; {@link #DOCKERFILE} among its arguments stands for the name that the Dockerfile gets in the archive
 * @param folder the context's folder on the client's machine
 * @param dockerfile path of the Dockerfile on the client's machine
 * @param sources what COPY and ADD name, each from {@code /} on, with their wildcards
 */
public record ContextCommand(DockerCommand command, String folder, String dockerfile, List<String> sources)
        implements Serializable {

    /** Name of the Dockerfile in the archive, unless another one has to be taken to hide it from COPY. */
    public static final String DOCKERFILE = ".multi-stage-build.dockerfile";

    public ContextCommand {
        sources = List.copyOf(sources);
    }

    /** The command with the name that the Dockerfile really gets. */
    DockerCommand with(String name) {
        List<String> arguments = command.arguments().stream()
                .map(argument -> argument.equals(DOCKERFILE) ? name : argument)
                .toList();
        return new DockerCommand(arguments, command.environment());
    }
}
