package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;

/**
 * A stage and its place in the graph.
 *
 * @param index its place in the file, from 0
 * @param name its name in lower case; null where it has none
 * @param line line of its {@code FROM}
 * @param base what it is built from
 * @param platform the platform of {@code FROM --platform} after expansion; null where none is given
 * @param dependencies the stages it needs, in the order of the file
 * @param externalImages images that are no stages and that its base, copies and mounts name
 * @param inherited instructions that ONBUILD lines of its base <em>stage</em> add before its own
 * @param instructions its instructions behind {@code FROM}
 * @param contextPaths what its COPY and ADD take out of the build context, be it by a trigger of its base stage: paths from
 *     {@code /} on, after expansion, with their wildcards; {@code /} also where variables of an image have a part in one
 * @param needed whether the target or one of the stages also built needs it
 * @param reason {@code target}, {@code needed by runtime (line 7)} or {@code not needed by runtime}
 */
public record Stage(
        int index,
        @CheckForNull String name,
        int line,
        Base base,
        @CheckForNull String platform,
        List<Dependency> dependencies,
        List<String> externalImages,
        List<StageInstruction> inherited,
        List<StageInstruction> instructions,
        List<String> contextPaths,
        boolean needed,
        String reason)
        implements Serializable {

    public Stage {
        dependencies = List.copyOf(dependencies);
        externalImages = List.copyOf(externalImages);
        inherited = List.copyOf(inherited);
        instructions = List.copyOf(instructions);
        contextPaths = List.copyOf(contextPaths);
    }

    /** The name that the engine and people call it by: its own, else {@code stage-3}. */
    public String displayName() {
        return name != null ? name : "stage-" + index;
    }

    /** A name that is unique in the file and safe as a file name: {@code 0-builder}, or {@code stage-3} where unnamed. */
    public String fileName() {
        return name != null ? index + "-" + name : "stage-" + index;
    }
}
