package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The levels of a graph: what can be built side by side. Levels of a single stage that follow each other share a line. */
final class PlanLevels {

    private static final int MAX_NAMES = 10;
    private static final int MAX_LINES = 40;

    private final StageGraph graph;
    private final List<List<Integer>> levels;
    private final Ink ink;

    PlanLevels(StageGraph graph, List<List<Integer>> levels, Ink ink) {
        this.graph = graph;
        this.levels = levels;
        this.ink = ink;
    }

    List<String> draw() {
        List<String> lines = new ArrayList<>();
        int widest = graph.widestLevel();
        int size = levels.get(widest).size();
        lines.add(
                size == 1
                        ? "one after the other, in " + PlanText.count(levels.size(), "level") + ":"
                        : "side by side, in " + PlanText.count(levels.size(), "level") + "; the widest is level "
                                + (widest + 1) + " with " + PlanText.count(size, "stage") + ":");
        for (int level = 0; level < levels.size(); ) {
            if (lines.size() > MAX_LINES) {
                lines.add("  … and " + PlanText.count(levels.size() - level, "level") + " more");
                return lines;
            }
            int end = end(level);
            List<Integer> stages =
                    levels.subList(level, end).stream().flatMap(List::stream).toList();
            boolean chain = end - level > 1;
            String numbers = chain ? (level + 1) + "–" + end : String.valueOf(level + 1);
            String names = names(stages, chain ? " → " : "  ");
            lines.add("%7s  ".formatted(numbers) + (level == widest && size > 1 ? ink.bold(names) : names));
            level = end;
        }
        return lines;
    }

    /** Behind the last of the levels that share a line with this one. */
    private int end(int level) {
        int end = level + 1;
        while (levels.get(level).size() == 1
                && end < levels.size()
                && levels.get(end).size() == 1) {
            end++;
        }
        return end;
    }

    private String names(List<Integer> stages, String between) {
        String names = stages.stream()
                .limit(MAX_NAMES)
                .map(index -> PlanText.name(graph.stage(index)))
                .collect(Collectors.joining(between));
        int hidden = stages.size() - MAX_NAMES;
        return hidden > 0 ? names + between + "… and " + hidden + " more" : names;
    }
}
