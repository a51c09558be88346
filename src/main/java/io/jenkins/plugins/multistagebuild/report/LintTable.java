package io.jenkins.plugins.multistagebuild.report;

import java.util.List;

/** What should be written otherwise in the Dockerfile; rules of the engine lead to their explanation. */
final class LintTable {

    private static final int MAX_ROWS = 100;
    private static final String EXPLAINED = "https://docs.docker.com/";

    private LintTable() {}

    static Markup of(List<BuildReport.LintReport> findings) {
        Markup table = Table.open("table.findings", null, "#column.line", "column.finding", "column.rule");
        findings.stream().limit(MAX_ROWS).forEach(finding -> row(table, finding));
        Markup html = Table.close(table);
        int hidden = findings.size() - MAX_ROWS;
        return hidden > 0 ? html.element("p", Wording.of("findings.more", hidden), "class", "msb-dim") : html;
    }

    private static void row(Markup html, BuildReport.LintReport finding) {
        html.open("tr")
                .element("td", finding.line() > 0 ? String.valueOf(finding.line()) : "–", "class", "msb-num")
                .element("td", Brevity.cut(Wording.finding(finding.rule(), finding.text()), 400), "class", "msb-text")
                .open("td");
        // a report is a file that anyone can have written: it leads to the engine's pages only
        if (finding.link().startsWith(EXPLAINED)) {
            html.element("a", finding.rule(), "href", finding.link(), "rel", "noopener noreferrer");
        } else {
            html.text(finding.rule());
        }
        html.close().close();
    }
}
