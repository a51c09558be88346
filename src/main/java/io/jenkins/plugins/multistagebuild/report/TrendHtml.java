package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/** How figures went over builds, as a part of a page: pictures, and next to them the table of the same. */
public final class TrendHtml {

    private TrendHtml() {}

    /**
     * Draws builds of one image; it needs {@code report.css}.
     *
     * @param points the builds, the oldest first
     * @param rows how many of the last builds the table has
     * @param id what the ids of the pictures begin with
     */
    public static String body(List<TrendPoint> points, int rows, String id) {
        String prefix = id.replaceAll("[^A-Za-z0-9_-]", "-");
        Markup html = new Markup().open("div", "class", "msb-report").open("div", "class", "msb-trends");
        html.add(size(points, prefix));
        html.add(TrendSvg.of(prefix + "-time", "column.time", points, TrendPoint::wallMillis, Durations::format));
        html.add(TrendSvg.of(
                prefix + "-layers",
                "column.layers",
                points,
                each -> each.sizeBytes() == null ? null : Long.valueOf(each.layers()),
                Long::toString));
        html.add(TrendSvg.of(
                prefix + "-cache",
                "column.cache",
                points,
                each -> each.cachePercent() == null ? null : Long.valueOf(each.cachePercent()),
                percent -> percent + " %"));
        html.close().open("div", "class", "msb-panel").add(table(points, rows)).close();
        return html.close().toString();
    }

    /** The picture of sizes alone. */
    public static String sizes(List<TrendPoint> points, String id) {
        return new Markup()
                .open("div", "class", "msb-report")
                .add(size(points, id.replaceAll("[^A-Za-z0-9_-]", "-")))
                .close()
                .toString();
    }

    private static Markup size(List<TrendPoint> points, String id) {
        return TrendSvg.of(id + "-size", "column.size", points, TrendPoint::sizeBytes, ByteSize::format);
    }

    private static Markup table(List<TrendPoint> points, int rows) {
        Markup html = Table.open(
                "table.builds",
                "msb-builds",
                "column.build",
                "column.result",
                "#column.size",
                "#column.change",
                "#column.layers",
                "#column.time",
                "#column.cache",
                "column.missed");
        for (int place = points.size() - 1; place >= Math.max(0, points.size() - rows); place--) {
            row(html, points.get(place), before(points, place));
        }
        return Table.close(html);
    }

    /** The size of the last image before a build; null where there is none. */
    @CheckForNull
    private static Long before(List<TrendPoint> points, int place) {
        for (int i = place - 1; i >= 0; i--) {
            if (points.get(i).sizeBytes() != null) {
                return points.get(i).sizeBytes();
            }
        }
        return null;
    }

    private static void row(Markup html, TrendPoint point, @CheckForNull Long before) {
        Long size = point.sizeBytes();
        html.open("tr")
                .open("th", "scope", "row")
                .element("a", "#" + point.build(), "href", point.link())
                .close();
        html.element("td", Wording.state(point.result()), "class", "msb-" + StateIcon.known(point.result()));
        if (size == null) {
            Table.number(html, "–", null);
        } else {
            Table.size(html, size);
        }
        long change = size == null || before == null ? 0 : size - before;
        html.element(
                "td",
                change == 0 ? "" : ByteSize.difference(change),
                "class",
                change == 0 ? "msb-num" : "msb-num " + ComparisonTable.kind(change));
        Table.number(html, size == null ? "–" : "" + point.layers(), null);
        Table.number(html, Durations.format(point.wallMillis()), null);
        Table.number(html, point.cachePercent() == null ? "–" : point.cachePercent() + " %", null);
        gates(html, point.missedGates());
        html.close();
    }

    /** A missed gate in words; several are folded, since a row is one of many. */
    private static void gates(Markup html, List<String> missed) {
        html.open("td", "class", "msb-text");
        if (missed.size() > 1) {
            html.open("details").element("summary", Wording.of("trend.gates", missed.size()));
            missed.forEach(gate -> html.element("p", Brevity.cut(Wording.gate(gate), 300)));
            html.close();
        } else {
            missed.forEach(gate -> html.text(Brevity.cut(Wording.gate(gate), 300)));
        }
        html.close();
    }
}
