package io.jenkins.plugins.multistagebuild.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Stages over time, by host: a row for each, a bar for each instruction, and an arrow from what a stage waited for. The
 * stage table tells the same in words.
 */
final class TimelineSvg {

    private static final int WIDTH = 1000;
    private static final int LABELS = 150;
    private static final int RIGHT = 12;
    private static final int ROW = 28;
    private static final int BAR = 18;
    private static final int TOP = 10;
    private static final int FOOT = 26;

    private final BuildReport report;
    private final Instant start;
    private final long millis;
    private final Map<Integer, Integer> rows = new HashMap<>();
    private final Markup svg = new Markup();
    private final Markup marks = new Markup();
    private final Markup arrows = new Markup();

    private TimelineSvg(BuildReport report) {
        this.report = report;
        this.start = time(report.startedAt());
        this.millis = Math.max(1, report.wallMillis());
    }

    static Markup of(BuildReport report) {
        return new TimelineSvg(report).draw();
    }

    private Markup draw() {
        List<BuildReport.StageReport> shown = report.stages().stream()
                .filter(stage -> stage.startedAt() != null)
                .toList();
        if (shown.isEmpty()) {
            return new Markup().element("p", "No stage has run.", "class", "msb-legend");
        }
        int bottom = rows(shown);
        shown.forEach(this::stage);
        shown.forEach(this::arrow);
        String title = "Timeline of " + shown.size() + " stages, " + Durations.format(report.wallMillis())
                + "; critical path "
                + report.criticalPath().stream()
                        .map(index -> report.stage(index).displayName())
                        .collect(Collectors.joining(", "));
        svg.open("div", "class", "msb-scroll", "tabindex", "0", "role", "group", "aria-label", "Timeline");
        svg.open(
                "svg",
                "class",
                "msb-timeline",
                "viewBox",
                "0 0 " + WIDTH + " " + (bottom + FOOT),
                "role",
                "img",
                "aria-label",
                title);
        svg.element("title", title);
        grid(bottom);
        svg.add(arrows).add(marks).close().close();
        return svg.element(
                "p",
                "Strong: on the critical path. Light: with slack. Grey: from the cache. Arrows: what a stage waited for.",
                "class",
                "msb-legend");
    }

    /** Gives every stage its row and draws the names; tells where the last row ends. */
    private int rows(List<BuildReport.StageReport> shown) {
        Map<String, List<BuildReport.StageReport>> hosts = shown.stream()
                .sorted(Comparator.comparing((BuildReport.StageReport stage) -> time(stage.startedAt()))
                        .thenComparingInt(BuildReport.StageReport::index))
                .collect(Collectors.groupingBy(
                        stage -> stage.host() == null ? "" : stage.host(), TreeMap::new, Collectors.toList()));
        int y = TOP;
        for (Map.Entry<String, List<BuildReport.StageReport>> host : hosts.entrySet()) {
            if (hosts.size() > 1) {
                marks.element(
                        "text", Columns.cut(host.getKey(), 40), "class", "msb-host", "x", "0", "y", "" + (y + 14));
                y += ROW - 6;
            }
            for (BuildReport.StageReport stage : host.getValue()) {
                rows.put(stage.index(), y);
                marks.element(
                        "text",
                        Columns.cut(stage.displayName(), 20),
                        "class",
                        "msb-name",
                        "x",
                        "" + (LABELS - 10),
                        "y",
                        "" + (y + BAR - 4));
                y += ROW;
            }
        }
        return y;
    }

    private void stage(BuildReport.StageReport stage) {
        boolean critical = report.criticalPath().contains(stage.index());
        for (BuildReport.InstructionReport instruction : stage.instructions()) {
            if (instruction.startedAt() != null) {
                bar(stage, instruction, critical);
            }
        }
    }

    private void bar(BuildReport.StageReport stage, BuildReport.InstructionReport instruction, boolean critical) {
        double from = x(offset(instruction.startedAt()));
        double to = x(offset(instruction.startedAt()) + instruction.wallMillis());
        double width = Math.max(2, to - from - 1);
        int y = rows.get(stage.index());
        String state = Css.word(instruction.state());
        marks.open(
                        "rect",
                        "class",
                        "msb-bar-" + state + (critical ? " msb-critical" : ""),
                        "x",
                        number(from),
                        "y",
                        "" + y,
                        "width",
                        number(width),
                        "height",
                        "" + BAR,
                        "rx",
                        "3")
                .element(
                        "title",
                        instruction.text() + " · " + Durations.format(instruction.wallMillis()) + " · "
                                + instruction.state())
                .close();
        int room = (int) ((width - 10) / 6.6);
        if (room >= 6) {
            marks.element(
                    "text",
                    Columns.cut(instruction.text(), room),
                    "class",
                    "msb-in" + (critical ? " msb-critical" : "") + " msb-in-" + state,
                    "x",
                    number(from + 6),
                    "y",
                    "" + (y + BAR - 5));
        }
    }

    /** From the last of the stages that it needs to end, which is the one that it waited for. */
    private void arrow(BuildReport.StageReport stage) {
        BuildReport.StageReport last = null;
        for (int index : stage.dependencies()) {
            BuildReport.StageReport each = report.stage(index);
            if (each.startedAt() != null && index != stage.index() && (last == null || end(each) > end(last))) {
                last = each;
            }
        }
        if (last == null) {
            return;
        }
        boolean critical = report.criticalPath().contains(stage.index())
                && report.criticalPath().contains(last.index());
        double x1 = x(end(last));
        double x2 = Math.max(x(offset(stage.startedAt())), x1);
        int y1 = rows.get(last.index()) + BAR / 2;
        int y2 = rows.get(stage.index()) + BAR / 2;
        double bend = x1 + 8;
        String path = "M" + number(x1) + " " + y1 + " C" + number(bend) + " " + y1 + " " + number(bend) + " " + y2 + " "
                + number(x2 + (x2 - x1 < 8 ? 2 : 0)) + " " + y2;
        arrows.empty("path", "class", "msb-edge" + (critical ? " msb-critical" : ""), "d", path);
    }

    private void grid(int bottom) {
        for (long tick : ticks()) {
            String x = number(x(tick));
            svg.empty("line", "class", "msb-grid", "x1", x, "x2", x, "y1", "" + (TOP - 4), "y2", "" + bottom);
            svg.element("text", label(tick), "class", "msb-tick", "x", x, "y", "" + (bottom + 16));
        }
    }

    /** At most ten ticks, at round times. */
    private List<Long> ticks() {
        long step = 1;
        long[] rounds = {1, 2, 5};
        long unit = 1;
        int i = 0;
        while (millis / step > 10) {
            i++;
            if (i % 3 == 0) {
                unit *= 10;
            }
            step = rounds[i % 3] * unit;
        }
        List<Long> ticks = new ArrayList<>();
        for (long tick = 0; tick <= millis; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }

    private String label(long tick) {
        return millis < 1000
                ? tick + " ms"
                : millis < 10_000 ? String.format(Locale.ROOT, "%.1f s", tick / 1000.0) : tick / 1000 + " s";
    }

    private long end(BuildReport.StageReport stage) {
        return offset(stage.startedAt()) + stage.wallMillis();
    }

    /** Milliseconds since the start of the run; engines' clocks may be off, so it is kept within the run. */
    private long offset(String at) {
        return Math.min(millis, Math.max(0, Duration.between(start, time(at)).toMillis()));
    }

    private double x(long offset) {
        return LABELS + (WIDTH - LABELS - RIGHT) * (Math.min(millis, offset) / (double) millis);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
