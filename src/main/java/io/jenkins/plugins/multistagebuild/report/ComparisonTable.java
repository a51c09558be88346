package io.jenkins.plugins.multistagebuild.report;

/** A comparison on a page: the answer in words, then the layers that changed. */
final class ComparisonTable {

    private static final int MOST = 50;

    private ComparisonTable() {}

    static Markup of(Comparison comparison) {
        Markup html = new Markup().element("p", comparison.summary());
        comparison.notes().forEach(note -> html.element("p", "Mind: " + note + ".", "class", "msb-legend"));
        if (comparison.layers().isEmpty()) {
            return html;
        }
        html.open("table", "class", "msb-table jenkins-table")
                .open("thead")
                .open("tr")
                .element("th", "Layer", "scope", "col")
                .element("th", "Line", "scope", "col", "class", "msb-num")
                .element("th", "Before", "scope", "col", "class", "msb-num")
                .element("th", "Now", "scope", "col", "class", "msb-num")
                .element("th", "Change", "scope", "col", "class", "msb-num")
                .close()
                .close()
                .open("tbody");
        comparison.layers().stream().limit(MOST).forEach(layer -> row(html, layer));
        html.close().close();
        int left = comparison.layers().size() - MOST;
        return left <= 0
                ? html
                : html.element(
                        "p", left + " more with smaller changes; report.json has them all.", "class", "msb-legend");
    }

    private static void row(Markup html, Comparison.LayerChange layer) {
        Change size = layer.sizeBytes();
        html.open("tr")
                .open("td", "class", "msb-text")
                .element("code", Columns.cut(layer.instruction(), 160))
                .close()
                .element("td", layer.line() == null ? "–" : layer.line().toString(), "class", "msb-num")
                .element("td", size.before() == null ? "–" : ByteSize.format(size.before()), "class", "msb-num")
                .element("td", size.after() == null ? "removed" : ByteSize.format(size.after()), "class", "msb-num")
                .element("td", ByteSize.difference(size.difference()), "class", "msb-num")
                .close();
    }
}
