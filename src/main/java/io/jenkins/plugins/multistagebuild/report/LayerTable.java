package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The layers of the final image, with what made each and how much it adds. */
final class LayerTable {

    private static final int MOST_ROWS = 100;

    private LayerTable() {}

    static Markup of(BuildReport report, BuildReport.ImageReport image, Place place) {
        List<BuildReport.LayerReport> layers = baseAsOne(image);
        List<BuildReport.LayerReport> shown = largest(layers);
        long whole = Math.max(1, image.layerBytes());
        Strip strip = new Strip(whole);
        for (BuildReport.LayerReport layer : shown) {
            strip.part(
                    layer.sizeBytes(),
                    layer.fromBase() ? "msb-base" : "",
                    Brevity.cut(layer.instruction(), 60) + " · " + ByteSize.format(layer.sizeBytes()));
        }
        Markup picture = strip.picture(
                place,
                "size",
                Wording.of("layers.title", ByteSize.format(image.layerBytes())),
                Wording.of("layers.description"));
        Markup html = Table.open(
                "table.layers", "msb-layers", "column.instruction", "column.where", "#column.size", "column.share");
        shown.forEach(layer -> row(html, report, layer, whole));
        if (shown.size() < layers.size()) {
            html.open("tr")
                    .element("td", Wording.of("layers.more", layers.size() - shown.size()))
                    .element("td", "");
            html.element("td", ByteSize.format(sum(layers) - sum(shown)));
            html.element("td", "").close();
        }
        if (image.layerBytes() != image.sizeBytes() && report.cut().isEmpty()) {
            picture.element(
                    "p",
                    Wording.of(
                            "layers.otherwise",
                            ByteSize.format(image.layerBytes()),
                            ByteSize.format(image.sizeBytes())));
        }
        return picture.add(Table.close(html));
    }

    private static long sum(List<BuildReport.LayerReport> layers) {
        return layers.stream().mapToLong(BuildReport.LayerReport::sizeBytes).sum();
    }

    /** The largest layers, in their order. */
    private static List<BuildReport.LayerReport> largest(List<BuildReport.LayerReport> layers) {
        if (layers.size() <= MOST_ROWS) {
            return layers;
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            places.add(i);
        }
        places.sort(Comparator.comparingLong(i -> -layers.get(i).sizeBytes()));
        Set<Integer> kept = new HashSet<>(places.subList(0, MOST_ROWS));
        List<BuildReport.LayerReport> largest = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (kept.contains(i)) {
                largest.add(layers.get(i));
            }
        }
        return largest;
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
            String base = image.base() == null ? Wording.of("layers.theBase") : image.base();
            String text = "FROM " + base + " (" + Wording.of("count.layers", count) + ")";
            layers.add(0, new BuildReport.LayerReport(null, size, text, null, null, true));
        }
        return layers;
    }

    private static void row(Markup html, BuildReport report, BuildReport.LayerReport layer, long whole) {
        Integer stage = layer.stage();
        String where = stage == null
                ? layer.fromBase() ? Wording.of("waste.base") : "–"
                : Brevity.cut(report.stage(stage).displayName(), 100) + " :" + layer.line();
        html.open("tr")
                .open("td")
                .element("code", Brevity.cut(layer.instruction(), 160))
                .close()
                .element("td", where);
        html.element(
                "td",
                ByteSize.format(layer.sizeBytes()),
                "title",
                Wording.of("count.bytes", Long.toString(layer.sizeBytes())));
        html.open("td")
                .open("div")
                .add(new Strip(whole)
                        .part(layer.sizeBytes(), layer.fromBase() ? "msb-base" : "", "")
                        .draw())
                .element("span", share(layer.sizeBytes(), whole))
                .close()
                .close()
                .close();
    }

    private static String share(long size, long whole) {
        double percent = size * 100.0 / whole;
        return size == 0
                ? "0 %"
                : percent < 1 ? "< 1 %" : percent > 99 && size < whole ? "> 99 %" : Math.round(percent) + " %";
    }
}
