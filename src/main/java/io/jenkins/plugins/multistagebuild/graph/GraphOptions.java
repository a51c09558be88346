package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was asked besides the text.
 *
 * @param target the stage to build; null or empty for the last one
 * @param alsoBuild further stages to build
 * @param buildArgs values for {@code ARG}
 * @param buildContexts names given by {@code --build-context}: each replaces the stage or image of that name
 * @param platform the platform asked for or the engine's own, for example {@code linux/amd64}
 */
public record GraphOptions(
        @CheckForNull String target,
        List<String> alsoBuild,
        Map<String, String> buildArgs,
        Set<String> buildContexts,
        String platform)
        implements Serializable {

    /** The platform where nothing else is known. */
    public static final String DEFAULT_PLATFORM = "linux/amd64";

    /**
     * The platform of an engine on this machine, which is the best guess where none has been asked.
     *
     * @param preset what the client takes instead ({@code DOCKER_DEFAULT_PLATFORM}); null or empty where it takes nothing
     */
    public static String platform(@CheckForNull String preset) {
        if (preset != null && !preset.isEmpty()) {
            return preset;
        }
        String arch = System.getProperty("os.arch");
        return "linux/" + Map.of("x86_64", "amd64", "aarch64", "arm64").getOrDefault(arch, arch);
    }

    public GraphOptions {
        alsoBuild = List.copyOf(alsoBuild);
        // these keep their order and are, unlike the copies of Set and Map, the same on every machine
        buildArgs = new LinkedHashMap<>(buildArgs);
        buildContexts = new LinkedHashSet<>(buildContexts);
    }

    /** The last stage, with nothing else asked for. */
    public static GraphOptions none() {
        return forTarget(null);
    }

    /** One stage, with nothing else asked for. */
    public static GraphOptions forTarget(@CheckForNull String target) {
        return new GraphOptions(target, List.of(), Map.of(), Set.of(), DEFAULT_PLATFORM);
    }
}
