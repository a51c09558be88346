package io.jenkins.plugins.multistagebuild.step;

import hudson.AbortException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Parameters that are lists of small maps, as scripts write them. */
final class Maps {

    private static final Map<Parameter, List<String>> KEYS = Map.of(
            Parameter.SECRETS, List.of("id", "credentialsId", "part"),
            Parameter.REGISTRIES, List.of("url", "credentialsId"),
            Parameter.HOSTS, List.of("uri", "credentialsId"));

    private static final Set<String> PARTS = Set.of("both", "username", "password");

    private Maps() {}

    /** The maps with texts as values; a single map counts as a list of one, and a URL as a map with nothing else. */
    static List<Object> of(Parameter parameter, Object given) throws AbortException {
        List<Object> maps = new ArrayList<>();
        if (given instanceof Iterable<?> elements) {
            for (Object element : elements) {
                maps.add(element(parameter, element, given));
            }
        } else {
            maps.add(element(parameter, given, given));
        }
        return maps;
    }

    private static Object element(Parameter parameter, Object element, Object given) throws AbortException {
        if (element instanceof Map<?, ?> entries) {
            return map(parameter, entries);
        } else if (element instanceof CharSequence text && parameter != Parameter.SECRETS) {
            return Map.of(KEYS.get(parameter).get(0), text.toString().trim());
        } else if (element == null
                || element instanceof Number
                || element instanceof Boolean
                || element instanceof CharSequence) {
            throw parameter.refused(
                    element == given
                            ? Parameter.words(given)
                            : Parameter.words(given) + " that holds " + Parameter.words(element));
        }
        // What a symbol or a constructor of the type made; who binds it knows whether it fits.
        return element;
    }

    private static Map<String, String> map(Parameter parameter, Map<?, ?> entries) throws AbortException {
        List<String> keys = KEYS.get(parameter);
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (!keys.contains(key)) {
                throw parameter.refused(
                        "a map with '" + key + "', where only " + String.join(", ", keys) + " may stand");
            }
            if (entry.getValue() != null) {
                texts.put(key, parameter.text(entry.getValue(), entry.getValue()));
            }
        }
        String part = texts.getOrDefault("part", "both");
        if (!PARTS.contains(part.toLowerCase(Locale.ROOT))) {
            throw parameter.refused("a map with part: '" + part + "', where only both, username or password may stand");
        }
        return texts;
    }
}
