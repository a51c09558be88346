package io.jenkins.plugins.multistagebuild.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Stages over time, by host: a row for each, a bar for each instruction, and arrows from what a stage waited for. Places
 * along the time are percentages, so that it fills any width while its text keeps its size. The tables of stages and
 * instructions tell the same in words.
 */
final class TimelineSvg {

    private static final int BAR = 16;
    private static final double NARROWEST = 0.25;
    private static final double GAP = 0.1;
    private static final double ROOM_FOR_TEXT = 5;
    private static final double ROOM_ON_A_PHONE = 18;
    /** How many rows a printed page has room for, and how many where they are made smaller. */
    private static final int ON_A_PAGE = 30;

    private static final int ON_PAPER = 60;
    private static final double LAST_TICK = 97;

    private final BuildReport report;
    private final Place place;
    private final Brevity brevity;
    private final CriticalPath path;
    private final TimeScale scale;
    private final TimelineRows rows;
    private final Markup svg = new Markup();

    private TimelineSvg(BuildReport report, Place place, Brevity brevity) {
        this.report = report;
        this.place = place;
        this.brevity = brevity;
        this.path = new CriticalPath(report);
        this.scale = new TimeScale(report);
        this.rows = new TimelineRows(report, scale);
    }

    static Markup of(BuildReport report, Place place, Brevity brevity) {
        return new TimelineSvg(report, place, brevity).draw();
    }

    private Markup draw() {
        if (rows.count() == 0) {
            return new Markup().element("p", Wording.of("timeline.none"));
        }
        Markup figure = new Markup()
                .open(
                        "figure",
                        "class",
                        "msb-timeline"
                                + (rows.count() > ON_PAPER ? " msb-long" : rows.count() > ON_A_PAGE ? " msb-tall" : ""),
                        "hidden",
                        "");
        names(figure);
        svg.open(
                        "svg",
                        "class",
                        "msb-plot",
                        "role",
                        "img",
                        "aria-labelledby",
                        place.id("time-title") + " " + place.id("time-desc"),
                        "width",
                        "100%",
                        "height",
                        "" + (rows.height() + 6))
                .element("title", title(), "id", place.id("time-title"))
                .element("desc", description(), "id", place.id("time-desc"));
        stripes();
        grid();
        svg.add(new TimelineArrows(report, scale, rows, BAR).draw());
        rows.hosts().forEach(host -> host.stages().forEach(this::row));
        svg.close();
        figure.add(svg)
                .open("figcaption")
                .add(Legend.of(report, place, scale))
                .close()
                .close();
        return rows.count() <= ON_PAPER
                ? figure
                : figure.element("p", Wording.of("timeline.tooLong", rows.count()), "class", "msb-on-paper");
    }

    private String title() {
        return Wording.of(
                "timeline.title",
                rows.count(),
                Durations.format(report.wallMillis()),
                report.criticalPath().stream()
                        .map(index -> report.stage(index).displayName())
                        .collect(Collectors.joining(", ")));
    }

    private String description() {
        return Wording.of(
                "timeline.description",
                rows.hosts().stream()
                        .map(host -> Wording.of(
                                "timeline.host", host.name(), host.stages().size()))
                        .collect(Collectors.joining(", ")));
    }

    /** The names stand beside the picture as text, which browsers shorten to the room that there is. */
    private void names(Markup figure) {
        figure.open("div", "class", "msb-names", "aria-hidden", "true")
                .open("div", "class", "msb-axis")
                .close();
        for (TimelineRows.Host host : rows.hosts()) {
            figure.open("div", "class", "msb-host")
                    .open("span")
                    .element("b", host.name())
                    .text(about(host))
                    .close()
                    .close();
            for (BuildReport.StageReport stage : host.stages()) {
                figure.open(
                                "div",
                                "class",
                                path.has(stage) ? "msb-name msb-critical" : "msb-name",
                                "title",
                                stage.displayName().length() > 14 ? Brevity.cut(stage.displayName(), 200) : null)
                        .add(StateIcon.of(place, stage.state()))
                        .element("span", Brevity.cut(stage.displayName(), 80))
                        .close();
            }
        }
        figure.close();
    }

    private static String about(TimelineRows.Host host) {
        long busy = host.stages().stream()
                .mapToLong(BuildReport.StageReport::wallMillis)
                .sum();
        return " " + Wording.of("timeline.work", host.stages().size(), Durations.format(busy));
    }

    private void stripes() {
        for (TimelineRows.Host host : rows.hosts()) {
            svg.empty("line", "class", "msb-line", "x2", "100%", "y1", "" + (host.y() + 5), "y2", "" + (host.y() + 5));
            for (int i = 0; i < host.stages().size(); i++) {
                svg.empty(
                        "rect",
                        "class",
                        "msb-stripe",
                        "y",
                        "" + rows.top(host.stages().get(i)),
                        "width",
                        "100%",
                        "height",
                        "" + TimelineRows.ROW);
            }
        }
    }

    private void grid() {
        List<Long> ticks = scale.ticks();
        for (int i = 0; i < ticks.size(); i++) {
            double percent = scale.percent(ticks.get(i));
            String x = TimeScale.attribute(percent);
            svg.empty("line", "class", "msb-grid", "x1", x, "x2", x, "y1", "0", "y2", "" + rows.height());
            if (percent < LAST_TICK) {
                svg.element(
                        "text",
                        scale.label(ticks.get(i)),
                        "class",
                        i % 3 == 0 ? "msb-tick" : "msb-tick msb-roomy",
                        "x",
                        x,
                        "dx",
                        "5",
                        "y",
                        "13");
            }
        }
    }

    private void row(BuildReport.StageReport stage) {
        int y = rows.middle(stage) - BAR / 2;
        svg.open("svg", "class", path.has(stage) ? "msb-row msb-critical" : "msb-row", "y", "" + y);
        if (stage.queuedMillis() > scale.inexactness()) {
            waited(stage);
        }
        List<BuildReport.InstructionReport> shown = brevity.shown(stage).stream()
                .filter(each -> each.startedAt() != null)
                .toList();
        shown.forEach(this::bar);
        shown.forEach(this::label);
        svg.element(
                        "text",
                        stage.state().equals("cached") ? Wording.state("cached") : Durations.format(stage.wallMillis()),
                        "class",
                        "msb-took msb-roomy",
                        "x",
                        TimeScale.attribute(scale.percent(scale.end(stage))),
                        "dx",
                        shown.stream().anyMatch(each -> each.state().equals("failed")) ? "20" : "7",
                        "y",
                        "12")
                .close();
    }

    private void waited(BuildReport.StageReport stage) {
        long begin = scale.offset(Objects.requireNonNull(stage.startedAt()));
        svg.empty(
                "line",
                "class",
                "msb-waited",
                "x1",
                TimeScale.attribute(scale.percent(begin - stage.queuedMillis())),
                "x2",
                TimeScale.attribute(scale.percent(begin)),
                "y1",
                "8",
                "y2",
                "8");
    }

    private void bar(BuildReport.InstructionReport instruction) {
        String state = StateIcon.known(instruction.state());
        double from = from(instruction);
        String x = TimeScale.attribute(from);
        String[] attributes = {
            "class",
            state.equals("built") ? null : "msb-" + state,
            "x",
            x,
            "width",
            TimeScale.attribute(width(instruction)),
            "fill",
            state.equals("aborted") ? "url(" + place.reference("hatch") + ")" : null
        };
        if (brevity.told(instruction)) {
            svg.open("rect", attributes).element("title", tip(instruction)).close();
        } else {
            svg.empty("rect", attributes);
        }
        if (state.equals("failed")) {
            svg.open("svg", "class", "msb-cross", "x", TimeScale.attribute(from + width(instruction)))
                    .empty("path", "d", "M6 4l8 8m0-8l-8 8")
                    .close();
        }
    }

    private String tip(BuildReport.InstructionReport instruction) {
        return Brevity.cut(brevity.text(instruction), 100) + " · " + Durations.format(instruction.wallMillis())
                + (instruction.state().equals("built") ? "" : " · " + Wording.state(instruction.state()));
    }

    private void label(BuildReport.InstructionReport instruction) {
        double width = width(instruction);
        if (width < ROOM_FOR_TEXT || !brevity.written(instruction)) {
            return;
        }
        svg.open(
                        "svg",
                        "class",
                        "msb-in msb-" + StateIcon.known(instruction.state())
                                + (width < ROOM_ON_A_PHONE ? " msb-roomy" : ""),
                        "x",
                        TimeScale.attribute(from(instruction)),
                        "width",
                        TimeScale.attribute(width),
                        "height",
                        "" + BAR)
                .element("text", Brevity.cut(instruction.text(), (int) width * 2 + 6), "x", "6", "y", "12")
                .close();
    }

    private double from(BuildReport.InstructionReport instruction) {
        return Math.min(100 - NARROWEST, scale.percent(scale.offset(Objects.requireNonNull(instruction.startedAt()))));
    }

    private double width(BuildReport.InstructionReport instruction) {
        long begin = scale.offset(Objects.requireNonNull(instruction.startedAt()));
        double width = scale.percent(begin + instruction.wallMillis()) - scale.percent(begin) - GAP;
        return Math.max(NARROWEST, width);
    }
}
