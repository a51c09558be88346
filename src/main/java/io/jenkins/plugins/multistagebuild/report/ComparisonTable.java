package io.jenkins.plugins.multistagebuild.report;

/** A comparison on a page: the answer in words, then the layers that changed. */
final class ComparisonTable {

    private static final int MOST = 50;

    private ComparisonTable() {}

    static Markup of(BuildReport report, Comparison comparison) {
        Markup html = new Markup().element("p", ComparisonSummary.of(report, comparison));
        comparison
                .notes()
                .forEach(note ->
                        html.element("p", Wording.of("change.mind", Wording.again("note", note)), "class", "msb-dim"));
        if (comparison.layers().isEmpty()) {
            return html;
        }
        Markup table = Table.open(
                "table.change",
                null,
                "column.layer",
                "#column.line",
                "#column.before",
                "#column.now",
                "#column.change");
        comparison.layers().stream().limit(MOST).forEach(layer -> row(table, layer));
        html.add(Table.close(table));
        int left = comparison.layers().size() - MOST;
        return left <= 0 ? html : html.element("p", Wording.of("change.more", left), "class", "msb-dim");
    }

    private static void row(Markup html, Comparison.LayerChange layer) {
        Change size = layer.sizeBytes();
        Integer line = layer.line();
        Long before = size.before();
        Long after = size.after();
        html.open("tr")
                .open("td", "class", "msb-text")
                .element("code", Brevity.cut(layer.instruction(), 160))
                .close()
                .element("td", line == null ? "–" : line.toString(), "class", "msb-num")
                .element("td", before == null ? "–" : ByteSize.format(before), "class", "msb-num")
                .element(
                        "td", after == null ? Wording.of("change.removed") : ByteSize.format(after), "class", "msb-num")
                .open("td", "class", "msb-num")
                .element("b", ByteSize.difference(size.difference()), "class", kind(size.difference()))
                .close()
                .close();
    }

    /** The class that shows whether a change is for the worse, which the sign says as well. */
    static String kind(long difference) {
        return difference > 0 ? "msb-worse" : difference < 0 ? "msb-better" : "msb-dim";
    }
}
