package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.function.LongFunction;

/** A comparison in a terminal: the answer in words, then the figures, the layers and the stages. */
final class ComparisonText {

    private static final int MOST = 20;
    private static final int FIGURE = 11;

    private ComparisonText() {}

    static void write(Comparison comparison, TextLines lines) {
        lines.section("");
        lines.prose(comparison.summary());
        comparison.notes().forEach(note -> lines.prose("Mind: " + note + "."));
        lines.section("");
        row(lines, "", "Before", "Now", "Change");
        figure(lines, "Image", comparison.sizeBytes(), ByteSize::format, ByteSize::difference);
        figure(lines, "Time", comparison.wallMillis(), Durations::format, Durations::difference);
        figure(lines, "In sequence", comparison.sequentialMillis(), Durations::format, Durations::difference);
        figure(
                lines,
                "From the cache",
                comparison.cachePercent(),
                value -> value + " %",
                value -> (value > 0 ? "+" : "") + value + " %");
        for (Comparison.StageChange stage : comparison.stages()) {
            row(
                    lines,
                    "Stage " + stage.name(),
                    stage.stateBefore() == null ? "–" : text(stage.wallMillis().before(), Durations::format),
                    stage.stateAfter() == null ? "–" : text(stage.wallMillis().after(), Durations::format),
                    stage.wallMillis().isKnown()
                            ? Durations.difference(stage.wallMillis().difference())
                            : stage.stateBefore() == null ? "added" : "removed");
        }
        layers(comparison, lines);
    }

    private static void layers(Comparison comparison, TextLines lines) {
        if (!comparison.sizeBytes().isKnown()) {
            return;
        }
        List<Comparison.LayerChange> layers = comparison.layers();
        lines.section("");
        if (layers.isEmpty()) {
            lines.row("All layers are as large as before.");
            return;
        }
        lines.row(Columns.right("Change", FIGURE), "Layer   ", "Instruction");
        for (Comparison.LayerChange layer : layers.subList(0, Math.min(MOST, layers.size()))) {
            lines.row(
                    Columns.right(ByteSize.difference(layer.sizeBytes().difference()), FIGURE),
                    Columns.left(layer.change(), 8),
                    (layer.line() == null ? "" : "line " + layer.line() + ": ") + layer.instruction());
            if (layer.earlierInstruction() != null) {
                lines.row(" ".repeat(FIGURE), "  before", layer.earlierInstruction());
            }
        }
        if (layers.size() > MOST) {
            lines.row(" ".repeat(FIGURE), (layers.size() - MOST) + " more with smaller changes");
        }
        lines.row(" ".repeat(FIGURE), comparison.unchangedLayers() + " as large as before");
    }

    private static void figure(
            TextLines lines, String name, Change change, LongFunction<String> format, LongFunction<String> difference) {
        row(
                lines,
                name,
                text(change.before(), format),
                text(change.after(), format),
                change.isKnown() ? difference.apply(change.difference()) : "–");
    }

    private static String text(@CheckForNull Long value, LongFunction<String> format) {
        return value == null ? "–" : format.apply(value);
    }

    private static void row(TextLines lines, String name, String before, String after, String change) {
        lines.row(
                Columns.left(name, 30),
                Columns.right(before, FIGURE),
                Columns.right(after, FIGURE),
                Columns.right(change, FIGURE + 1));
    }
}
