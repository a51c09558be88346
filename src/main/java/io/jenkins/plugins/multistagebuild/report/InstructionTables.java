package io.jenkins.plugins.multistagebuild.report;

import java.util.List;
import java.util.stream.Collectors;

/** For each stage that was looked at a table of its instructions, folded except where something failed. */
final class InstructionTables {

    private static final int FEW_STAGES = 2;
    private static final int FEW_NAMES = 3;

    private final BuildReport report;
    private final Place place;
    private final Brevity brevity;
    private final Markup html = new Markup().open("div", "class", "msb-folds");

    private InstructionTables(BuildReport report, Place place, Brevity brevity) {
        this.report = report;
        this.place = place;
        this.brevity = brevity;
    }

    static Markup of(BuildReport report, Place place, Brevity brevity) {
        InstructionTables tables = new InstructionTables(report, place, brevity);
        report.stages().stream()
                .filter(stage -> !stage.instructions().isEmpty())
                .forEach(tables::stage);
        return tables.html.close();
    }

    private void stage(BuildReport.StageReport stage) {
        boolean open = report.stages().size() <= FEW_STAGES || stage.state().equals("failed");
        int count = stage.instructions().size();
        html.open("details", "open", open ? "" : null)
                .open("summary")
                .add(StateIcon.of(place, stage.state()))
                .element("b", Brevity.cut(stage.displayName(), 200))
                .text(" ")
                .element(
                        "span",
                        Wording.state(stage.state()) + " · " + Wording.of("count.instructions", count)
                                + (stage.startedAt() == null ? "" : " · " + Durations.format(stage.wallMillis())),
                        "class",
                        "msb-dim")
                .close();
        rows(stage);
        html.close();
    }

    /** The table of one stage, with the stage's id. */
    static Markup table(BuildReport report, BuildReport.StageReport stage, Place place, Brevity brevity) {
        InstructionTables tables = new InstructionTables(report, place, brevity);
        tables.rows(stage);
        return tables.html.close();
    }

    private void rows(BuildReport.StageReport stage) {
        html.open("table", "class", "msb-table msb-instructions", "id", place.id("stage-" + stage.index()))
                .open("thead")
                .open("tr");
        for (String title : List.of("line", "instruction", "state", "time", "sizeInImage")) {
            html.element("th", Wording.of("column." + title), "scope", "col");
        }
        html.close().close().open("tbody");
        List<BuildReport.InstructionReport> shown = brevity.shown(stage);
        shown.forEach(this::row);
        rest(stage, shown);
        html.close().close();
    }

    private void row(BuildReport.InstructionReport each) {
        boolean usual = each.state().equals("built") || each.state().equals("cached");
        html.open("tr")
                .element("td", "" + each.line())
                .element("td", brevity.text(each))
                .element("td", shared(each), "class", usual ? null : "msb-" + StateIcon.known(each.state()))
                .element("td", each.startedAt() == null ? "" : Durations.format(each.wallMillis()));
        if (each.sizeBytes() != null) {
            html.element("td", ByteSize.format(each.sizeBytes()));
        }
        html.close();
    }

    private String shared(BuildReport.InstructionReport each) {
        List<Integer> others = each.sharedWith();
        String state = Wording.state(each.state());
        if (others.isEmpty()) {
            return state;
        }
        String names = others.stream()
                .limit(FEW_NAMES)
                .map(index -> Brevity.cut(report.stage(index).displayName(), 40))
                .collect(Collectors.joining(", "));
        return Wording.of(
                each.state().equals("shared") ? "instructions.sharedWith" : "instructions.alsoFor",
                state,
                others.size() > FEW_NAMES
                        ? Wording.of("instructions.andMore", names, others.size() - FEW_NAMES)
                        : names);
    }

    private void rest(BuildReport.StageReport stage, List<BuildReport.InstructionReport> shown) {
        int count = stage.instructions().size() - shown.size();
        if (count > 0) {
            long millis = stage.instructions().stream()
                            .mapToLong(BuildReport.InstructionReport::wallMillis)
                            .sum()
                    - shown.stream()
                            .mapToLong(BuildReport.InstructionReport::wallMillis)
                            .sum();
            html.open("tr")
                    .element("td", "")
                    .element("td", Wording.of("instructions.more", count))
                    .element("td", "")
                    .element("td", Durations.format(millis))
                    .close();
        }
    }
}
