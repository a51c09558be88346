package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Map;

/** Takes values out of a report that is made of plain maps; what is missing is empty. */
final class Plain {

    private Plain() {}

    static String text(Map<String, Object> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString();
    }

    static long number(Map<String, Object> map, String key) {
        return map.get(key) instanceof Number number ? number.longValue() : 0;
    }

    static List<?> list(Map<String, Object> map, String key) {
        return map.get(key) instanceof List<?> list ? list : List.of();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> map, String key) {
        return map.get(key) instanceof Map<?, ?> inner ? (Map<String, Object>) inner : Map.of();
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(Map<String, Object> map, String key) {
        return list(map, key).stream()
                .filter(Map.class::isInstance)
                .map(element -> (Map<String, Object>) element)
                .toList();
    }

    /** The stage's name, or {@code stage-3} where it has none. */
    static String stageName(Map<String, Object> stage) {
        String name = text(stage, "name");
        return name.isEmpty() ? "stage-" + number(stage, "index") : name;
    }

    /** What a step is, the same in each build: the repository of its first tag, else its target, else its Dockerfile. */
    static String name(Map<String, Object> report, List<Map<String, Object>> stages, List<String> tags) {
        if (!tags.isEmpty()) {
            return repository(tags.get(0));
        }
        return stages.stream()
                .filter(stage -> number(stage, "index") == number(report, "target") && stage.get("name") != null)
                .map(Plain::stageName)
                .findFirst()
                .orElse(text(report, "dockerfile"));
    }

    /** An image's reference without its tag. */
    static String repository(String reference) {
        return reference.replaceFirst(":[^:/]*$", "");
    }

    /** How far a figure is from the earlier one; null where either is not known. */
    @CheckForNull
    static Long change(Map<String, Object> change) {
        return change.get("before") instanceof Number before && change.get("after") instanceof Number after
                ? after.longValue() - before.longValue()
                : null;
    }
}
