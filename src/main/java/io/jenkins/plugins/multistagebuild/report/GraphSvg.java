package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The stages and what they need, in layers from left to right. The stage table tells the same in words. */
final class GraphSvg {

    private static final int LARGE = 24;
    private static final int SMALL_WIDTH = 200;
    private static final int WIDTH = 164;
    private static final int BETWEEN = 36;
    private static final int MARGIN = 2;

    private final BuildReport report;
    private final Place place;
    private final CriticalPath path;
    private final boolean small;
    private final GraphLayout layout;
    private final Markup edges = new Markup();
    private final Markup critical = new Markup();
    private final Markup nodes = new Markup();

    private GraphSvg(BuildReport report, Place place) {
        this.report = report;
        this.place = place;
        this.path = new CriticalPath(report);
        this.small = report.stages().size() > LARGE;
        List<List<Integer>> needed = new ArrayList<>();
        for (BuildReport.StageReport stage : report.stages()) {
            // By ONBUILD a stage can need itself, which is no edge.
            needed.add(stage.dependencies().stream()
                    .filter(index -> index < stage.index())
                    .toList());
        }
        this.layout = new GraphLayout(needed, height(), small ? 8 : 16);
    }

    static Markup of(BuildReport report, Place place) {
        return new GraphSvg(report, place).draw();
    }

    private Markup draw() {
        if (!layout.isDrawn()) {
            return new Markup().element("p", Wording.of("graph.tooLarge"));
        }
        layout.layers().forEach(layer -> layer.forEach(this::cell));
        int width = layout.layers().size() * (width() + BETWEEN) - BETWEEN + 2 * MARGIN;
        int height = (int) Math.ceil(layout.height()) + 2 * MARGIN;
        return new Markup()
                .open(
                        "div",
                        "class",
                        "msb-scroll",
                        "tabindex",
                        "0",
                        "role",
                        "group",
                        "aria-label",
                        Wording.of("graph.name"))
                .open(
                        "svg",
                        "class",
                        "msb-graph",
                        "display",
                        "none",
                        "role",
                        "img",
                        "aria-labelledby",
                        place.id("graph-title") + " " + place.id("graph-desc"),
                        "width",
                        "" + width,
                        "height",
                        "" + height,
                        "viewBox",
                        -MARGIN + " " + -MARGIN + " " + width + " " + height)
                .element("title", Wording.of("graph.title", report.stages().size()), "id", place.id("graph-title"))
                .element("desc", description(), "id", place.id("graph-desc"))
                .add(edges)
                .add(critical)
                .add(nodes)
                .close()
                .close();
    }

    private String description() {
        return Wording.of("graph.description", layout.layers().size());
    }

    private int width() {
        return small ? SMALL_WIDTH : WIDTH;
    }

    private int height() {
        return small ? 28 : 46;
    }

    private void cell(GraphLayout.Cell cell) {
        if (cell.stage() >= 0) {
            BuildReport.StageReport stage = report.stage(cell.stage());
            for (GraphLayout.Cell left : cell.left()) {
                edge(left, cell);
            }
            node(stage, cell);
        }
    }

    /** Back from a stage through the places where the edge passes to the stage that it needs. */
    private void edge(GraphLayout.Cell left, GraphLayout.Cell to) {
        StringBuilder d = new StringBuilder();
        GraphLayout.Cell from = left;
        GraphLayout.Cell next = to;
        d.append('M').append(x(to) - 5).append(' ').append(number(to.y()));
        while (true) {
            int middle = x(next) - BETWEEN / 2;
            d.append('C')
                    .append(middle)
                    .append(' ')
                    .append(number(next.y()))
                    .append(' ')
                    .append(middle)
                    .append(' ')
                    .append(number(from.y()))
                    .append(' ')
                    .append(x(from) + width())
                    .append(' ')
                    .append(number(from.y()));
            if (from.stage() >= 0) {
                break;
            }
            d.append('H').append(x(from));
            next = from;
            from = from.left().get(0);
        }
        BuildReport.StageReport user = report.stage(to.stage());
        BuildReport.StageReport needed = report.stage(from.stage());
        boolean strong = path.joins(needed, user);
        (strong ? critical : edges)
                .empty(
                        "path",
                        "class",
                        "msb-edge" + (strong ? " msb-critical" : "")
                                + (user.state().equals("skipped") ? " msb-unneeded" : "")
                                + (TimelineArrows.travels(needed, user) ? " msb-travel" : ""),
                        "d",
                        d.toString());
    }

    private void node(BuildReport.StageReport stage, GraphLayout.Cell cell) {
        boolean strong = path.has(stage);
        if (!cell.left().isEmpty()) {
            String kind = path.leadsTo(stage) ? "msb-head msb-critical" : "msb-head";
            nodes.empty("path", "class", kind, "d", "M" + (x(cell) - 1) + " " + number(cell.y()) + "l-7 -4v8z");
        }
        nodes.open(
                        "svg",
                        "class",
                        "msb-node msb-node-" + StateIcon.known(stage.state()) + (strong ? " msb-critical" : ""),
                        "x",
                        "" + x(cell),
                        "y",
                        number(cell.y() - height() / 2.0),
                        "width",
                        "" + width(),
                        "height",
                        "" + height())
                .element("title", Brevity.cut(stage.displayName(), 200) + ", " + Wording.state(stage.state()))
                .empty(
                        "rect",
                        "x",
                        "1",
                        "y",
                        "1",
                        "width",
                        "" + (width() - 2),
                        "height",
                        "" + (height() - 2),
                        "rx",
                        small ? "5" : "8");
        if (stage.index() == report.target() && !small) {
            nodes.empty("path", "class", "msb-target", "d", "M" + (WIDTH - 4) + " 10v" + (height() - 20));
        }
        StateIcon.in(nodes, place, stage.state(), small ? 6 : 10, small ? 6 : 9);
        nodes.element(
                "text",
                Columns.cut(stage.displayName(), 16),
                "class",
                "msb-node-name",
                "x",
                small ? "27" : "32",
                "y",
                small ? "18" : "21");
        if (small) {
            nodes.element(
                    "text",
                    stage.state().equals("skipped") ? "" : time(stage),
                    "class",
                    "msb-node-time",
                    "x",
                    "" + (width() - 8),
                    "y",
                    "18");
        } else {
            nodes.element("text", Columns.cut(about(stage), 20), "x", "32", "y", "37");
        }
        nodes.close();
    }

    private String about(BuildReport.StageReport stage) {
        if (stage.state().equals("skipped")) {
            return Wording.of("graph.notNeeded");
        }
        String host = stage.host() == null ? "" : " · " + stage.host();
        String role = stage.index() == report.target() ? " · " + Wording.of("graph.target") : host;
        return time(stage) + role;
    }

    private static String time(BuildReport.StageReport stage) {
        return stage.startedAt() == null || stage.state().equals("cached")
                ? Wording.state(stage.state())
                : Durations.format(stage.wallMillis());
    }

    private int x(GraphLayout.Cell cell) {
        return cell.layer() * (width() + BETWEEN);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }
}
