package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.List;

/** The layers of the final image, with what made each and how much it adds. */
final class LayerTable {

    private LayerTable() {}

    static Markup of(BuildReport report, BuildReport.ImageReport image) {
        List<BuildReport.LayerReport> layers = baseAsOne(image);
        long largest = Math.max(
                1,
                layers.stream()
                        .mapToLong(BuildReport.LayerReport::sizeBytes)
                        .max()
                        .orElse(1));
        Markup html = new Markup()
                .open("table", "class", "msb-table jenkins-table")
                .open("thead")
                .open("tr");
        html.element("th", "Instruction", "scope", "col")
                .element("th", "Stage, line", "scope", "col")
                .element("th", "Size", "scope", "col", "class", "msb-num")
                .open("th", "scope", "col", "class", "msb-bar-cell")
                .element("span", "Share", "class", "msb-hidden")
                .close();
        html.close().close().open("tbody");
        layers.forEach(layer -> row(html, report, layer, largest));
        return html.close().close();
    }

    /** The layers, with those of the base image as one. */
    private static List<BuildReport.LayerReport> baseAsOne(BuildReport.ImageReport image) {
        List<BuildReport.LayerReport> layers = new ArrayList<>();
        long size = 0;
        int count = 0;
        for (BuildReport.LayerReport layer : image.layers()) {
            if (layer.fromBase()) {
                size += layer.sizeBytes();
                count++;
            } else {
                layers.add(layer);
            }
        }
        if (count > 0) {
            String text = "FROM " + (image.base() == null ? "the base image" : image.base()) + " (" + count
                    + (count == 1 ? " layer)" : " layers)");
            layers.add(0, new BuildReport.LayerReport(null, size, text, null, null, true));
        }
        return layers;
    }

    private static void row(Markup html, BuildReport report, BuildReport.LayerReport layer, long largest) {
        String where = layer.stage() == null
                ? layer.fromBase() ? "base image" : "–"
                : report.stage(layer.stage()).displayName() + " :" + layer.line();
        html.open("tr")
                .open("td", "class", "msb-text")
                .element("code", Columns.cut(layer.instruction(), 160))
                .close()
                .element("td", where)
                .element(
                        "td",
                        ByteSize.format(layer.sizeBytes()),
                        "class",
                        "msb-num",
                        "title",
                        layer.sizeBytes() + " bytes");
        long width = layer.sizeBytes() == 0 ? 0 : Math.max(1, layer.sizeBytes() * 200 / largest);
        html.open("td")
                .open(
                        "svg",
                        "class",
                        "msb-bar",
                        "viewBox",
                        "0 0 200 10",
                        "preserveAspectRatio",
                        "none",
                        "aria-hidden",
                        "true")
                .empty(
                        "rect",
                        "class",
                        layer.fromBase() ? "msb-size-base" : "msb-size",
                        "width",
                        Long.toString(width),
                        "height",
                        "10",
                        "rx",
                        "2")
                .close()
                .close()
                .close();
    }
}
