package io.jenkins.plugins.multistagebuild.report;

import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The layers of the image in a terminal, those of the base image as one; of many only the largest. */
final class LayerText {

    private static final int MOST = 60;

    private LayerText() {}

    static void write(BuildReport report, BuildReport.ImageReport image, TextLines lines) {
        List<BuildReport.LayerReport> own =
                image.layers().stream().filter(layer -> !layer.fromBase()).toList();
        int base = image.layers().size() - own.size();
        lines.section("");
        lines.row(Columns.right("Size", 9), "Where          ", "Layer");
        if (base > 0) {
            long bytes = image.layers().stream()
                    .filter(BuildReport.LayerReport::fromBase)
                    .mapToLong(BuildReport.LayerReport::sizeBytes)
                    .sum();
            row(
                    lines,
                    bytes,
                    "base image",
                    "FROM " + (image.base() == null ? "the base image" : image.base()) + " (" + base
                            + (base == 1 ? " layer)" : " layers)"));
        }
        Set<BuildReport.LayerReport> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        own.stream()
                .sorted(Comparator.comparingLong(BuildReport.LayerReport::sizeBytes)
                        .reversed())
                .limit(MOST)
                .forEach(shown::add);
        own.stream()
                .filter(shown::contains)
                .forEach(layer -> row(lines, layer.sizeBytes(), where(report, layer), layer.instruction()));
        List<BuildReport.LayerReport> rest =
                own.stream().filter(layer -> !shown.contains(layer)).toList();
        if (!rest.isEmpty()) {
            long bytes =
                    rest.stream().mapToLong(BuildReport.LayerReport::sizeBytes).sum();
            row(lines, bytes, "", rest.size() + " smaller layers; report.json has them all");
        }
    }

    private static void row(TextLines lines, long bytes, String where, String what) {
        lines.row(Columns.right(ByteSize.format(bytes), 9), Columns.left(where, 15), what);
    }

    /** The stage and line of a layer. Of a long name its beginning is cut, so that the line is always told. */
    private static String where(BuildReport report, BuildReport.LayerReport layer) {
        Integer stage = layer.stage();
        if (stage == null) {
            return "";
        }
        String line = layer.line() == null ? "" : " :" + layer.line();
        return Columns.cut(report.stage(stage).displayName(), 15 - line.length()) + line;
    }
}
