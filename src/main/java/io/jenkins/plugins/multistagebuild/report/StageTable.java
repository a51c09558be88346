package io.jenkins.plugins.multistagebuild.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The stages, with what each was, needed and took. */
final class StageTable {

    private static final char NO_BREAK = '\u00a0';

    private static final int FEW = 3;

    private final BuildReport report;
    private final Place place;
    private final Brevity brevity;
    private final CriticalPath path;
    private final Markup html = Table.open(
            "table.stages",
            "msb-stages",
            "column.stage",
            "column.state",
            "#column.ran",
            "#column.waited",
            "#column.slack",
            "column.most",
            "column.needs",
            "column.host",
            "column.log");

    private StageTable(BuildReport report, Place place, Brevity brevity) {
        this.report = report;
        this.place = place;
        this.brevity = brevity;
        this.path = new CriticalPath(report);
    }

    static Markup of(BuildReport report, Place place, Brevity brevity) {
        StageTable table = new StageTable(report, place, brevity);
        report.stages().forEach(table::row);
        return Table.close(table.html);
    }

    private void row(BuildReport.StageReport stage) {
        boolean ran = stage.startedAt() != null;
        html.open("tr").open("th", "scope", "row");
        String name = Brevity.cut(stage.displayName(), 200);
        if (stage.instructions().isEmpty()) {
            html.text(name);
        } else {
            html.element("a", name, "href", place.stage(stage));
        }
        html.close().open("td").add(state(place, stage.state())).close();
        html.open("td").add(ran ? ran(stage) : new Markup()).close();
        html.element("td", ran ? Durations.format(stage.queuedMillis()) : "");
        html.open("td");
        if (report.result().equals("running")) {
            html.text("");
        } else if (ran && path.has(stage)) {
            html.element("b", Wording.of("stages.critical"), "class", "msb-mark");
        } else if (ran) {
            html.text(Durations.format(stage.slackMillis()));
        }
        html.close();
        mostOf(stage);
        needs(stage);
        html.element("td", stage.host() == null ? "–" : Brevity.cut(stage.host(), 100));
        log(stage);
        html.close();
    }

    /** How long it ran; while it does, marked so that it can count up. */
    static Markup ran(BuildReport.StageReport stage) {
        String time = Durations.format(stage.wallMillis());
        return stage.state().equals("running")
                ? new Markup().element("span", time, "class", "msb-ticking", "data-since", stage.startedAt())
                : new Markup().text(time);
    }

    static Markup state(Place place, String state) {
        return new Markup()
                .open("span", "class", "msb-state msb-" + StateIcon.known(state))
                .add(StateIcon.of(place, state))
                .text(Wording.state(state))
                .close();
    }

    private void needs(BuildReport.StageReport stage) {
        List<Integer> needed = stage.dependencies();
        String names = needed.stream()
                .map(index -> Brevity.cut(report.stage(index).displayName(), 100))
                .collect(Collectors.joining(", "));
        html.open("td");
        if (needed.size() > FEW) {
            html.open("details")
                    .element("summary", Wording.of("count.stages", needed.size()))
                    .text(names)
                    .close();
        } else {
            html.text(needed.isEmpty() ? "–" : names);
        }
        html.close();
    }

    private void mostOf(BuildReport.StageReport stage) {
        html.open("td");
        if (stage.state().equals("skipped")) {
            html.text(Brevity.cut(Wording.again("reason", stage.reason()), 200));
        } else if (stage.state().equals("cached")) {
            html.text(Wording.of("stages.cached"));
        } else if (stage.state().equals("running")) {
            stage.instructions().stream()
                    .filter(each -> each.state().equals("running"))
                    .findFirst()
                    .ifPresent(each -> html.add(Wording.markup(
                            "stages.now", new Markup().element("code", Brevity.cut(brevity.text(each), 70)))));
        } else {
            stage.instructions().stream()
                    .filter(each -> each.wallMillis() > 0)
                    .max(Comparator.comparingLong(BuildReport.InstructionReport::wallMillis))
                    .ifPresent(each -> html.element("code", Brevity.cut(brevity.text(each), 70))
                            .text(" " + Durations.format(each.wallMillis()).replace(' ', NO_BREAK)));
        }
        html.close();
    }

    private void log(BuildReport.StageReport stage) {
        html.open("td");
        String link = place.log(stage);
        if (link != null) {
            html.open("a", "href", link)
                    .text(Wording.of("stages.log"))
                    .element(
                            "span",
                            " " + Wording.of("stages.logOf", Brevity.cut(stage.displayName(), 100)),
                            "class",
                            "msb-hidden")
                    .close();
            if (stage.logClipped()) {
                html.text(" " + Wording.of("stages.cut"));
            }
        }
        html.close();
    }
}
