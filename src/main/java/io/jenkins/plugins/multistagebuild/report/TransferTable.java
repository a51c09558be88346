package io.jenkins.plugins.multistagebuild.report;

import java.util.stream.Collectors;

/** What travelled between hosts. */
final class TransferTable {

    private static final int MOST_ROWS = 100;

    private TransferTable() {}

    static Markup of(BuildReport report) {
        Markup html = Table.open(
                "table.transfers",
                null,
                "column.stage",
                "column.from",
                "column.to",
                "column.paths",
                "#column.size",
                "#column.time",
                "#column.rate");
        report.transfers().stream().limit(MOST_ROWS).forEach(each -> row(html, report, each));
        int more = report.transfers().size() - MOST_ROWS;
        if (more > 0) {
            html.open("tr")
                    .element("td", Wording.of("transfers.more", more), "colspan", "7")
                    .close();
        }
        return Table.close(html);
    }

    private static void row(Markup html, BuildReport report, BuildReport.TransferReport each) {
        String paths = each.paths().stream().collect(Collectors.joining(", "));
        html.open("tr")
                .element("th", Brevity.cut(report.stage(each.stage()).displayName(), 200), "scope", "row")
                .element("td", each.fromHost(), "class", "msb-words")
                .element(
                        "td",
                        each.through() == null
                                ? each.toHost()
                                : Wording.of("transfers.through", each.toHost(), each.through()),
                        "class",
                        "msb-words");
        html.open("td", "class", "msb-text");
        if (paths.isEmpty()) {
            html.text(Wording.of("transfers.whole"));
        } else {
            html.element("code", Brevity.cut(paths, 200));
        }
        html.close();
        Long bytes = each.bytes();
        if (bytes == null) {
            Table.number(html, "", null);
        } else {
            Table.size(html, bytes);
        }
        Table.number(html, Durations.format(each.wallMillis()), null);
        Table.number(
                html,
                bytes != null && each.wallMillis() > 0
                        ? ByteSize.format((long) (bytes * 1000.0 / each.wallMillis())) + "/s"
                        : "",
                null);
        html.close();
    }
}
