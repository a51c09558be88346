package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Characters;
import io.jenkins.plugins.multistagebuild.dockerfile.Directive;
import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import java.util.List;
import java.util.Set;

/**
 * Which rules are on: the {@code check} directive, for the whole file or in a comment above an instruction.
 *
 * @param skip rules that are off, {@code all} for all
 * @param experimental experimental rules that are on, {@code all} for all
 * @param error whether a finding fails the build
 */
record LintSettings(Set<String> skip, Set<String> experimental, boolean error) {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

    static final LintSettings NONE = new LintSettings(Set.of(), Set.of(), false);

    /** Reads {@code skip=A,B;error=true}. */
    static LintSettings parse(String check) throws RefusedException {
        Set<String> skip = Set.of();
        Set<String> experimental = Set.of();
        boolean error = false;
        if (Characters.trim(check).isEmpty()) {
            return NONE;
        }
        for (String part : Characters.trim(check).split(";", 3)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? "" : Characters.trim(part.substring(0, equals));
            String value = equals < 0 ? "" : Characters.trim(part.substring(equals + 1));
            switch (key) {
                case "skip" -> skip = rules(value);
                case "experimental" -> experimental = rules(value);
                case "error" -> {
                    if (!TRUE.contains(value) && !FALSE.contains(value)) {
                        throw new RefusedException(
                                "the directive check: error is true or false, not " + Quoted.text(value));
                    }
                    error = TRUE.contains(value);
                }
                default ->
                    throw new RefusedException("the directive check has no option " + Quoted.text(part)
                            + "; there are skip=, experimental= and error=, parted by ;");
            }
        }
        return new LintSettings(skip, experimental, error);
    }

    private static Set<String> rules(String value) {
        return Set.copyOf(List.of(value.split(",")).stream()
                .map(Characters::trim)
                .distinct()
                .toList());
    }

    /** Whether a rule is on for an instruction with some comments above it. */
    boolean allow(LintRule rule, List<String> comments) {
        LintSettings nearby = of(comments);
        if (rule.isExperimental()) {
            return named(experimental, rule) || named(nearby.experimental, rule);
        }
        return !named(skip, rule) && !named(nearby.skip, rule);
    }

    private static boolean named(Set<String> rules, LintRule rule) {
        return rules.contains(rule.id()) || rules.contains("all");
    }

    private static LintSettings of(List<String> comments) {
        for (String comment : comments) {
            String check = Directive.check(comment);
            if (check == null) {
                continue;
            }
            try {
                return parse(check);
            } catch (RefusedException e) {
                // as the engine: above an instruction a wrong option has no effect
                return NONE;
            }
        }
        return NONE;
    }
}
