package io.jenkins.plugins.multistagebuild.report;

import java.util.List;

/** What the marks of the timeline mean; only those that it has. */
final class Legend {

    private Legend() {}

    static Markup of(BuildReport report, Place place, TimeScale scale) {
        Markup html = new Markup().open("ul", "class", "msb-legend");
        List<BuildReport.InstructionReport> ran = report.stages().stream()
                .flatMap(stage -> stage.instructions().stream())
                .filter(each -> each.startedAt() != null)
                .toList();
        bar(html, place, "msb-critical", "critical");
        if (report.stages().stream()
                .anyMatch(stage ->
                        stage.startedAt() != null && !report.criticalPath().contains(stage.index()))) {
            bar(html, place, "", "slack");
        }
        for (String state : List.of("cached", "failed", "aborted")) {
            if (ran.stream().anyMatch(each -> StateIcon.known(each.state()).equals(state))) {
                bar(html, place, "msb-" + state, state);
            }
        }
        if (report.stages().stream()
                .anyMatch(stage -> stage.startedAt() != null && stage.queuedMillis() > scale.inexactness())) {
            line(html, "msb-waited", "", "waited");
        }
        if (report.stages().stream().anyMatch(stage -> !stage.dependencies().isEmpty())) {
            line(html, "msb-edge", "M16 3.5l5 3.5-5 3.5z", "edge");
        }
        if (report.stages().stream().anyMatch(stage -> stage.dependencies().stream()
                .anyMatch(index -> TimelineArrows.travels(report.stage(index), stage)))) {
            line(html, "msb-edge msb-travel", "M16 3.5l5 3.5-5 3.5z", "travel");
        }
        return html.close();
    }

    private static void bar(Markup html, Place place, String kind, String meaning) {
        boolean critical = kind.equals("msb-critical");
        html.open("li").open("svg", "class", "msb-row" + (critical ? " msb-critical" : ""), "aria-hidden", "true");
        html.empty(
                "rect",
                "class",
                critical || kind.isEmpty() ? null : kind,
                "x",
                "1",
                "y",
                "2",
                "width",
                "20",
                "height",
                "10",
                "fill",
                kind.equals("msb-aborted") ? "url(" + place.reference("hatch") + ")" : null);
        if (kind.equals("msb-failed")) {
            html.open("g", "class", "msb-cross")
                    .empty("path", "d", "M24 3l8 8m0-8l-8 8")
                    .close();
        }
        html.close().text(Wording.of("legend." + meaning)).close();
    }

    private static void line(Markup html, String kind, String head, String meaning) {
        html.open("li").open("svg", "class", kind, "aria-hidden", "true").empty("path", "d", "M1 7H16");
        if (!head.isEmpty()) {
            html.empty("path", "class", "msb-head", "d", head);
        }
        html.close().text(Wording.of("legend." + meaning)).close();
    }
}
