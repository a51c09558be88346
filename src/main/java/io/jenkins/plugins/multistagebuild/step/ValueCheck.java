package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds texts that no engine takes, and names that stand for two things; what engines differ in is left to them. */
final class ValueCheck {

    private static final Pattern SIZE = Pattern.compile("\\d+(?:\\.\\d+)? ?(?:[kmgtp]i?)?b?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ULIMIT = Pattern.compile("[a-z]+=-?\\d+(?::-?\\d+)?");
    private static final Pattern HOST = Pattern.compile("[^\\s:=]+[:=]\\S+");
    private static final Pattern WORD = Pattern.compile("[^\\s=]+");
    private static final Pattern KEY = Pattern.compile("[^=]+");
    private static final Pattern REGISTRY = Pattern.compile("(?:https?://)?[^\\s/]+(?:/\\S*)?");

    private ValueCheck() {}

    /** What is wrong, in words; null where nothing is. */
    @CheckForNull
    static String problem(MultiStageBuildStep step) {
        return Stream.of(
                        wrong(Parameter.SHM_SIZE, Optional.ofNullable(step.getShmSize()).stream(), "size", SIZE),
                        wrong(Parameter.ULIMITS, step.getUlimits().stream(), "limit", ULIMIT),
                        wrong(Parameter.ADD_HOSTS, step.getAddHosts().stream(), "host with an address", HOST),
                        wrong(Parameter.BUILD_ARGS, step.getBuildArgs().keySet().stream(), "name", WORD),
                        wrong(Parameter.LABELS, step.getLabels().keySet().stream(), "name", KEY),
                        wrong(Parameter.BUILD_CONTEXTS, step.getBuildContexts().keySet().stream(), "name", WORD),
                        wrong(Parameter.REGISTRIES, urls(step), "address of a registry", REGISTRY),
                        twice(Parameter.SECRETS, step.getSecrets().stream().map(BuildSecret::getId)),
                        twice(
                                Parameter.REGISTRIES,
                                step.getRegistries().stream().map(each -> DockerConfig.key(each.getUrl()))))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Docker Hub has none. */
    private static Stream<String> urls(MultiStageBuildStep step) {
        return step.getRegistries().stream().map(each -> each.getUrl()).filter(Objects::nonNull);
    }

    @CheckForNull
    private static String wrong(Parameter parameter, Stream<String> texts, String kind, Pattern right) {
        return texts.filter(text -> !right.matcher(text).matches())
                .findFirst()
                .map(text -> parameter.key() + ": '" + text + "' is no " + kind + "; write for example "
                        + parameter.example())
                .orElse(null);
    }

    @CheckForNull
    private static String twice(Parameter parameter, Stream<String> names) {
        Set<String> known = new HashSet<>();
        return names.filter(name -> !known.add(name))
                .findFirst()
                .map(name -> parameter.key() + ": '" + name + "' is named twice; name it once, for example "
                        + parameter.example())
                .orElse(null);
    }
}
