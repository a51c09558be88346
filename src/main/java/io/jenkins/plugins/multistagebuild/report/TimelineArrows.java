package io.jenkins.plugins.multistagebuild.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What waited for what: from the end of a stage along its row to the time when another went on, then to that one's row.
 * The line along the row is also what the stage had in hand.
 */
final class TimelineArrows {

    private static final double TOO_SHORT = 0.15;

    private final BuildReport report;
    private final CriticalPath path;
    private final TimeScale scale;
    private final TimelineRows rows;
    private final int bar;
    private final Map<String, Markup> kinds = new TreeMap<>();
    private final Map<Integer, Double> drawn = new HashMap<>();

    TimelineArrows(BuildReport report, TimeScale scale, TimelineRows rows, int bar) {
        this.report = report;
        this.path = new CriticalPath(report);
        this.scale = scale;
        this.rows = rows;
        this.bar = bar;
    }

    Markup draw() {
        for (BuildReport.StageReport stage : report.stages()) {
            for (int index : stage.dependencies()) {
                BuildReport.StageReport needed = report.stage(index);
                if (index != stage.index() && rows.has(stage) && rows.has(needed)) {
                    arrow(needed, stage);
                }
            }
        }
        Markup all = new Markup();
        kinds.forEach((kind, arrows) -> all.open("g", "class", kind).add(arrows).close());
        return all;
    }

    private void arrow(BuildReport.StageReport from, BuildReport.StageReport to) {
        long ended = scale.end(from);
        Optional<Long> wentOn = wentOn(to, ended);
        if (wentOn.isEmpty()) {
            return;
        }
        boolean critical = path.joins(from, to);
        double begin = scale.percent(ended);
        double end = Math.max(begin, scale.percent(wentOn.get()));
        String kind = "msb-edge" + (critical ? " msb-critical" : "") + (travels(from, to) ? " msb-travel" : "");
        Markup svg = kinds.computeIfAbsent(kind, any -> new Markup());
        if (end - begin > TOO_SHORT && (critical || drawn.getOrDefault(from.index(), 0.0) < end)) {
            String y = "" + rows.middle(from);
            svg.empty("line", "x1", TimeScale.attribute(begin), "x2", TimeScale.attribute(end), "y1", y, "y2", y);
            drawn.put(from.index(), end);
        }
        boolean down = rows.top(to) > rows.top(from);
        int tip = down ? rows.middle(to) - bar / 2 : rows.middle(to) + bar / 2;
        svg.open("svg", "x", TimeScale.attribute(end))
                .empty("path", "d", "M1.5 " + rows.middle(from) + "V" + tip + (down ? "l-3-5h6l-3 5" : "l-3 5h6l-3-5"))
                .close();
    }

    /** When a stage began its first instruction after one that it needs had ended; engines' clocks are not that exact. */
    private Optional<Long> wentOn(BuildReport.StageReport stage, long end) {
        return stage.instructions().stream()
                .map(BuildReport.InstructionReport::startedAt)
                .filter(Objects::nonNull)
                .map(scale::offset)
                .filter(begin -> begin + scale.inexactness() >= end)
                .min(Comparator.naturalOrder());
    }

    static boolean travels(BuildReport.StageReport from, BuildReport.StageReport to) {
        String host = from.host();
        String other = to.host();
        return host != null && other != null && !host.equals(other);
    }
}
