package io.jenkins.plugins.multistagebuild.report;

import java.util.Comparator;

/** The stages, with what each was and took. */
final class StageTable {

    private StageTable() {}

    static Markup of(BuildReport report, LogLinks links) {
        Markup html = new Markup()
                .open("table", "class", "msb-table jenkins-table")
                .open("thead")
                .open("tr");
        head(html, "Stage", false);
        head(html, "State", false);
        head(html, "Host", false);
        head(html, "Waited", true);
        head(html, "Ran", true);
        head(html, "Slack", true);
        head(html, "Most of it", false);
        head(html, "Log", false);
        html.close().close().open("tbody");
        for (BuildReport.StageReport stage : report.stages()) {
            row(html, stage, report.criticalPath().contains(stage.index()), links);
        }
        return html.close().close();
    }

    private static void head(Markup html, String title, boolean number) {
        html.element("th", title, "scope", "col", "class", number ? "msb-num" : null);
    }

    private static void row(Markup html, BuildReport.StageReport stage, boolean critical, LogLinks links) {
        boolean ran = stage.startedAt() != null;
        html.open("tr").element("th", stage.displayName(), "scope", "row");
        html.open("td")
                .element("span", stage.state(), "class", "msb-state msb-" + Css.word(stage.state()))
                .close();
        html.element("td", stage.host() == null ? "–" : stage.host());
        html.element("td", ran ? Durations.format(stage.queuedMillis()) : "", "class", "msb-num");
        html.element("td", ran ? Durations.format(stage.wallMillis()) : "", "class", "msb-num");
        html.element(
                "td", !ran ? "" : critical ? "critical" : Durations.format(stage.slackMillis()), "class", "msb-num");
        html.element("td", mostOf(stage), "class", "msb-text");
        html.open("td", "class", "msb-log");
        String link = links.of(stage);
        if (link != null) {
            html.element("a", link.substring(link.lastIndexOf('/') + 1), "href", link);
            if (stage.logClipped()) {
                html.text(" (cut)");
            }
        }
        html.close().close();
    }

    private static String mostOf(BuildReport.StageReport stage) {
        if (stage.state().equals("skipped")) {
            return stage.reason();
        }
        if (stage.state().equals("cached")) {
            return "all from the cache";
        }
        return stage.instructions().stream()
                .filter(each -> each.wallMillis() > 0)
                .max(Comparator.comparingLong(BuildReport.InstructionReport::wallMillis))
                .map(each -> Columns.cut(each.text(), 80) + " · " + Durations.format(each.wallMillis()))
                .orElse("");
    }
}
