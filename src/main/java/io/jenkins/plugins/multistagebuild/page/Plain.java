package io.jenkins.plugins.multistagebuild.page;

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
}
