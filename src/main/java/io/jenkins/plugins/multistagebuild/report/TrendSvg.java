package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongFunction;

/** One figure over builds: a line, a dot for each build, and a mark where a gate was missed or the build failed. */
final class TrendSvg {

    private static final int HEIGHT = 96;
    private static final int MARGIN = 8;
    /** Of more builds only those with a mark, and the last, have a dot. */
    private static final int EACH_DOT = 60;
    /** Of more builds the line has only the highest and the lowest of each few: more than a screen has room for. */
    private static final int MOST_PLACES = 240;

    private final String name;
    private final LongFunction<String> words;
    private final List<TrendPoint> points;
    private final List<Long> values;
    private final long least;
    private final long most;

    private TrendSvg(
            String name, LongFunction<String> words, List<TrendPoint> points, Function<TrendPoint, Long> figure) {
        this.name = Wording.of(name);
        this.words = words;
        this.points = points.stream().filter(each -> figure.apply(each) != null).toList();
        this.values = this.points.stream().map(figure).toList();
        this.least = values.stream().mapToLong(Long::longValue).min().orElse(0);
        this.most = values.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /**
     * Draws a figure.
     *
     * @param id what the picture's ids begin with
     * @param name key of what it is called
     * @param points the builds, the oldest first
     * @param figure its value; null where a build has none
     * @param words the value for people
     */
    static Markup of(
            String id,
            String name,
            List<TrendPoint> points,
            Function<TrendPoint, Long> figure,
            LongFunction<String> words) {
        return new TrendSvg(name, words, points, figure).draw(id);
    }

    private Markup draw(String id) {
        Markup html = new Markup().open("figure", "class", "msb-trend").open("figcaption");
        html.element("span", name);
        if (values.isEmpty()) {
            return html.element("b", "–").close().close();
        }
        html.element("b", words.apply(values.get(values.size() - 1)))
                .element("span", Wording.of("trend.range", words.apply(least), words.apply(most)), "class", "msb-dim")
                .close();
        html.open("svg", "role", "img", "width", "100%", "height", "" + HEIGHT, "aria-labelledby", id)
                .element("title", title(), "id", id);
        html.empty("line", "class", "msb-line", "x2", "100%", "y1", "" + (HEIGHT - 1), "y2", "" + (HEIGHT - 1));
        List<Integer> drawn = drawn();
        line(html, drawn);
        drawn.stream()
                .filter(place ->
                        values.size() <= EACH_DOT || kind(points.get(place)) != null || place == values.size() - 1)
                .forEach(place -> dot(html, place));
        return html.close().close();
    }

    private String title() {
        return Wording.of(
                "trend.title",
                name,
                values.size(),
                words.apply(least),
                words.apply(most),
                words.apply(values.get(values.size() - 1)));
    }

    private void line(Markup html, List<Integer> drawn) {
        StringBuilder line = new StringBuilder();
        for (int place : drawn) {
            line.append(String.format(Locale.ROOT, "%.0f,%.0f ", x(place) * 10, y(place)));
        }
        html.open(
                        "svg",
                        "viewBox",
                        "0 0 1000 " + HEIGHT,
                        "preserveAspectRatio",
                        "none",
                        "width",
                        "100%",
                        "height",
                        "" + HEIGHT)
                .empty(
                        "polyline",
                        "class",
                        "msb-trend-line",
                        "vector-effect",
                        "non-scaling-stroke",
                        "fill",
                        "none",
                        "points",
                        line.toString().strip())
                .close();
    }

    private void dot(Markup html, int place) {
        TrendPoint point = points.get(place);
        html.open(
                        "circle",
                        "class",
                        kind(point),
                        "cx",
                        TimeScale.attribute(x(place)),
                        "cy",
                        String.format(Locale.ROOT, "%.0f", y(place)),
                        "r",
                        kind(point) == null ? "3" : "5")
                .element("title", "#" + point.build() + ": " + words.apply(values.get(place)) + what(point))
                .close();
    }

    @CheckForNull
    private static String kind(TrendPoint point) {
        return !point.result().equals("success")
                ? "msb-failed"
                : point.missedGates().isEmpty() ? null : "msb-aborted";
    }

    private static String what(TrendPoint point) {
        return (point.result().equals("success") ? "" : " · " + Wording.state(point.result()))
                + (point.missedGates().isEmpty() ? "" : " · " + Wording.of("trend.missed"));
    }

    private double x(int place) {
        return values.size() == 1 ? 50 : 1 + 98.0 * place / (values.size() - 1);
    }

    private double y(int place) {
        double share = most == least ? 0.5 : (values.get(place) - least) / (double) (most - least);
        return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
    }

    /** The builds that are drawn: all, or of each few the highest, the lowest and those that are marked. */
    private List<Integer> drawn() {
        List<Integer> drawn = new ArrayList<>();
        int few = Math.max(1, (int) Math.ceil(values.size() * 2.0 / MOST_PLACES));
        for (int from = 0; from < values.size(); from += few) {
            int to = Math.min(values.size(), from + few);
            int low = from;
            int high = from;
            for (int place = from; place < to; place++) {
                low = values.get(place) < values.get(low) ? place : low;
                high = values.get(place) > values.get(high) ? place : high;
            }
            for (int place = from; place < to; place++) {
                if (values.size() <= MOST_PLACES
                        || place == low
                        || place == high
                        || place == values.size() - 1
                        || kind(points.get(place)) != null) {
                    drawn.add(place);
                }
            }
        }
        return drawn;
    }
}
