package io.jenkins.plugins.multistagebuild.report;

import java.util.List;

/** The gates on a page, with what became of each. */
final class GateTable {

    private GateTable() {}

    static Markup of(List<GateReport> gates, Place place) {
        Markup html = Table.open("table.gates", "msb-gates", "column.gate", "column.result", "column.measured");
        for (GateReport gate : gates) {
            String state = state(gate);
            html.open("tr")
                    .element("th", gate.name(), "scope", "row")
                    .open("td")
                    .open("span", "class", "msb-state msb-" + state)
                    .add(StateIcon.of(place, state))
                    .text(Wording.state(gate.result()))
                    .close()
                    .close()
                    .element("td", Brevity.cut(Wording.gate(gate.message()), 400), "class", "msb-text")
                    .close();
        }
        return Table.close(html);
    }

    /** Icons and colours are those of stages. */
    private static String state(GateReport gate) {
        return switch (gate.result()) {
            case "passed" -> "built";
            case "skipped" -> "skipped";
            case "warned", "unstable" -> "aborted";
            default -> "failed";
        };
    }
}
