package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.RemoteSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the instructions of a stage take out of other stages and the build context, noted while their words are expanded. */
final class SourcePaths {

    /** Everything. */
    static final String ALL = "/";

    private final Map<Instruction, Map<String, Set<String>>> paths = new IdentityHashMap<>(2);
    private final Set<String> context = new LinkedHashSet<>();

    /**
     * Notes what an instruction takes.
     *
     * @param from the word that names the other stage, as written
     * @param sources paths after expansion; an uncertain one stands for everything
     */
    void add(Instruction instruction, String from, Collection<StageEnvironment.Value> sources) {
        Set<String> taken = paths.computeIfAbsent(instruction, key -> new HashMap<>())
                .computeIfAbsent(from, key -> new LinkedHashSet<>());
        for (StageEnvironment.Value source : sources) {
            taken.add(source.certain() ? absolute(source.text()) : ALL);
        }
    }

    /** Notes that an instruction takes something out of the build context, or downloads it. */
    void addOfContext(Collection<StageEnvironment.Value> sources) {
        for (StageEnvironment.Value source : sources) {
            if (!source.certain()) {
                context.add(ALL);
            } else if (RemoteSource.kind(source.text()) != RemoteSource.Kind.DOWNLOAD) {
                context.add(absolute(source.text()));
            }
        }
    }

    /** The paths that are taken out of the build context. */
    List<String> ofContext() {
        return List.copyOf(context);
    }

    /** The paths that an instruction takes; {@link #ALL} where none were noted. */
    Set<String> of(Instruction instruction, String from) {
        return paths.getOrDefault(instruction, Map.of()).getOrDefault(from, Set.of(ALL));
    }

    /** The path from the root on, without {@code .} and {@code ..}, as the engine reads it. */
    private static String absolute(String path) {
        return "/" + DirectPath.of(path);
    }
}
