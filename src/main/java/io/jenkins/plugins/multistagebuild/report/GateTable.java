package io.jenkins.plugins.multistagebuild.report;

import java.util.List;

/** The gates on a page, with what became of each. */
final class GateTable {

    private GateTable() {}

    static Markup of(List<GateReport> gates) {
        Markup html = new Markup()
                .open("table", "class", "msb-table jenkins-table")
                .open("thead")
                .open("tr")
                .element("th", "Gate", "scope", "col")
                .element("th", "Result", "scope", "col")
                .element("th", "Measured", "scope", "col")
                .close()
                .close()
                .open("tbody");
        for (GateReport gate : gates) {
            html.open("tr")
                    .element("th", gate.name(), "scope", "row")
                    .open("td")
                    .element("span", gate.result(), "class", "msb-state msb-" + style(gate))
                    .close()
                    .element("td", gate.message(), "class", "msb-text")
                    .close();
        }
        return html.close().close();
    }

    /** The colours are those of stages. */
    private static String style(GateReport gate) {
        return gate.result().equals("passed") ? "built" : gate.result().equals("skipped") ? "skipped" : "failed";
    }
}
