package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.FormValidation;
import io.jenkins.plugins.multistagebuild.build.Durations;
import io.jenkins.plugins.multistagebuild.graph.ImageReference;
import io.jenkins.plugins.multistagebuild.page.Texts;
import io.jenkins.plugins.multistagebuild.report.Gate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists and maps as people type them into a form: one element or {@code KEY=VALUE} a line. */
final class Lines {

    private Lines() {}

    /** The elements of a list, trimmed, those with several lines taken apart, without the empty ones. */
    static ArrayList<String> of(@CheckForNull List<String> elements) {
        ArrayList<String> lines = new ArrayList<>();
        if (elements != null) {
            elements.forEach(element -> element.lines()
                    .map(String::trim)
                    .filter(line -> !line.isEmpty())
                    .forEach(lines::add));
        }
        return lines;
    }

    /** The entries of a text; a line without {@code =} is a key without a value. */
    static Map<String, String> entries(String text) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String line : of(List.of(text))) {
            int equals = line.indexOf('=');
            entries.put(equals < 0 ? line : line.substring(0, equals), equals < 0 ? "" : line.substring(equals + 1));
        }
        return entries;
    }

    /** The text that {@link #entries} reads. */
    static String text(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** Whether an engine would take a text as a reference to set. */
    static boolean isReference(String tag) {
        return ImageReference.tagFault(tag) == null;
    }

    /** What is wrong with the repository for hand-overs, in words; null where nothing is. */
    @CheckForNull
    static String repositoryProblem(String repository) {
        String fault = ImageReference.repositoryFault(repository);
        return fault == null
                ? null
                : Parameter.HAND_OVER_REGISTRY.key() + ": '" + repository + "': " + fault + "; write for example "
                        + Parameter.HAND_OVER_REGISTRY.example();
    }

    static FormValidation checkRepository(String text) {
        String problem = text.isBlank() || text.contains("$") ? null : repositoryProblem(text.trim());
        return problem == null ? FormValidation.ok() : bad(Parameter.HAND_OVER_REGISTRY, text);
    }

    static FormValidation checkTags(String text) {
        for (String tag : of(List.of(text))) {
            if (!isReference(tag) && !tag.contains("$")) {
                return FormValidation.error(Texts.of("badTag", tag));
            }
        }
        return FormValidation.ok();
    }

    static FormValidation checkDuration(String text) {
        try {
            if (!text.isBlank() && !text.contains("$")) {
                Durations.parse(text.trim());
            }
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return bad(Parameter.STAGE_TIMEOUT, text);
        }
    }

    static FormValidation checkGate(Parameter parameter, Gate.Kind kind, String text) {
        try {
            if (!text.isBlank() && !text.contains("$")) {
                Gate.read(kind, text.trim());
            }
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return bad(parameter, text);
        }
    }

    private static FormValidation bad(Parameter parameter, String text) {
        return FormValidation.error(Texts.of("badValue", parameter.key(), text.trim(), parameter.exampleValue()));
    }

    static FormValidation checkEntries(String field, String text) {
        for (String line : of(List.of(text))) {
            if (line.indexOf('=') < 1) {
                return FormValidation.error(Texts.of("badEntry", field, line));
            }
        }
        return FormValidation.ok();
    }
}
