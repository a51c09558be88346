package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Place;
import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects findings of the rules that are on. */
final class LintList {

    private static final int LIMIT = 1_000;

    private final LintSettings settings;
    private final Set<Lint> findings = new LinkedHashSet<>();
    private final Set<String> failing = new TreeSet<>();
    private boolean built = true;

    LintList(LintSettings settings) {
        this.settings = settings;
    }

    /** Whether what follows is looked at when the target is built; the engine fails only for such findings. */
    void partOfTheBuild(boolean part) {
        built = part;
    }

    /** A finding on a line of the file as a whole. */
    void add(LintRule rule, int line, String text) {
        add(rule, line, List.of(), text);
    }

    /** A finding on an instruction, which a comment above it may switch off. */
    void add(LintRule rule, Place place, String text) {
        add(rule, place.line(), place.comments(), text);
    }

    /** A finding on a line, which comments above another instruction may switch off. */
    void add(LintRule rule, int line, List<String> comments, String text) {
        if (!settings.allow(rule, comments)) {
            return;
        }
        if (built && rule.isOfTheEngine()) {
            failing.add(rule.id());
        }
        if (hasRoom()) {
            findings.add(new Lint(rule.id(), line, Quoted.message(text), rule.link()));
        }
    }

    /** Whether more findings are kept. */
    boolean hasRoom() {
        return findings.size() < LIMIT;
    }

    /** The rules for which the engine itself refuses the file, because the file asks for it. */
    Set<String> failing() {
        return settings.error() ? failing : Set.of();
    }

    List<Lint> toList() {
        List<Lint> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparingInt(Lint::line));
        return sorted;
    }
}
