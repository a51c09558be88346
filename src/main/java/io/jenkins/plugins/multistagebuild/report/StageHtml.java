package io.jenkins.plugins.multistagebuild.report;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** One stage of a report as a part of a page: what it was, where, after what, and its instructions with time and size. */
public final class StageHtml {

    private final BuildReport report;
    private final BuildReport.StageReport stage;
    private final IntFunction<String> pages;
    private final Markup html = new Markup();

    private StageHtml(BuildReport report, BuildReport.StageReport stage, IntFunction<String> pages) {
        this.report = report;
        this.stage = stage;
        this.pages = pages;
    }

    /**
     * Draws a stage; it needs {@code report.css}.
     *
     * @param index its index
     * @param pages the address of another stage's page, by its index
     */
    public static String body(BuildReport report, int index, IntFunction<String> pages) {
        return Brevity.fitting(report, brevity -> new StageHtml(report, report.stage(index), pages).draw(brevity));
    }

    private String draw(Brevity brevity) {
        Place place = new Place(any -> null, "stage", 2);
        html.open("div", "class", "msb-report").add(StateIcon.sprite(place));
        html.open("dl", "class", "msb-about");
        html.element("dt", Wording.of("column.state"))
                .open("dd")
                .add(StageTable.state(place, stage.state()))
                .close();
        String startedAt = stage.startedAt();
        if (startedAt != null) {
            html.element("dt", Wording.of("column.ran"))
                    .open("dd")
                    .add(StageTable.ran(stage))
                    .close();
            entry("column.waited", waited());
            entry("about.begun", Dates.toTheSecond(startedAt));
        }
        String host = stage.host();
        if (host != null) {
            entry("column.host", Brevity.cut(host, 300));
        }
        String there = HostReason.of(report, stage);
        if (!there.isEmpty()) {
            entry("stage.whyThere", there);
        }
        entry("stage.why", Brevity.cut(Wording.again("reason", stage.reason()), 400));
        stages("column.needs", stage.dependencies());
        stages(
                "stage.neededBy",
                report.stages().stream()
                        .filter(other -> other.dependencies().contains(stage.index()))
                        .map(BuildReport.StageReport::index)
                        .toList());
        if (report.criticalPath().contains(stage.index())) {
            entry("stage.critical", Wording.of("stage.onCriticalPath"));
        } else if (startedAt != null && !report.result().equals("running")) {
            entry("column.slack", Wording.of("stage.slack", Durations.format(stage.slackMillis())));
        }
        Long bytes = stage.sizeBytes();
        if (bytes != null) {
            entry("column.size", ByteSize.format(bytes));
        }
        html.close();
        if (!stage.instructions().isEmpty()) {
            html.open("section", "class", "msb-section")
                    .element("h2", Wording.of("section.instructions"), "class", "msb-heading")
                    .open(
                            "div",
                            "class",
                            "msb-panel msb-scroll",
                            "tabindex",
                            "0",
                            "role",
                            "group",
                            "aria-label",
                            Wording.of("section.instructions"))
                    .add(InstructionTables.table(report, stage, place, brevity))
                    .close()
                    .close();
        }
        return html.close().toString();
    }

    private String waited() {
        String time = Durations.format(stage.queuedMillis());
        return stage.dependencies().stream()
                .map(report::stage)
                .filter(other -> other.startedAt() != null)
                .map(other -> Brevity.cut(other.displayName(), 100))
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(),
                        names -> names.isEmpty() ? time : Wording.of("stage.waited", time, String.join(", ", names))));
    }

    private void entry(String name, String value) {
        html.element("dt", Wording.of(name)).element("dd", value);
    }

    private void stages(String name, List<Integer> indices) {
        if (indices.isEmpty()) {
            return;
        }
        html.element("dt", Wording.of(name)).open("dd");
        String separator = "";
        for (int index : indices) {
            html.text(separator)
                    .element("a", Brevity.cut(report.stage(index).displayName(), 200), "href", pages.apply(index));
            separator = ", ";
        }
        html.close();
    }
}
