package io.jenkins.plugins.multistagebuild.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answer first: size, time and stages, each in a card. */
final class AnswerCards {

    private AnswerCards() {}

    static Markup of(BuildReport report) {
        Markup html = new Markup().open("div", "class", "msb-answer");
        if (report.image() != null) {
            int layers = report.image().layerCount();
            card(
                    html,
                    ByteSize.format(report.image().sizeBytes()),
                    "image, " + layers + (layers == 1 ? " layer" : " layers"));
        } else {
            card(html, "No image", report.result().equals("aborted") ? "the build was aborted" : "the build failed");
        }
        card(
                html,
                Durations.format(report.wallMillis()),
                "one after the other: " + Durations.format(report.sequentialMillis()));
        stages(html, report);
        cache(html, report);
        return html.close();
    }

    private static void stages(Markup html, BuildReport report) {
        List<BuildReport.StageReport> stages = report.stages();
        String rest = Stream.of("failed", "aborted", "cached", "skipped")
                .filter(state -> count(stages, state) > 0)
                .map(state -> count(stages, state) + " " + state)
                .collect(Collectors.joining(", "));
        card(
                html,
                count(stages, "built") + " of " + stages.size(),
                (stages.size() == 1 ? "stage built" : "stages built") + (rest.isEmpty() ? "" : "; " + rest));
    }

    private static void cache(Markup html, BuildReport report) {
        CacheReport cache = report.cache();
        card(
                html,
                cache.percent() == null ? "–" : cache.percent() + " %",
                "of " + cache.steps() + (cache.steps() == 1 ? " step" : " steps") + " from the cache or shared");
    }

    private static long count(List<BuildReport.StageReport> stages, String state) {
        return stages.stream().filter(stage -> stage.state().equals(state)).count();
    }

    private static void card(Markup html, String value, String meaning) {
        html.open("div", "class", "msb-card")
                .element("b", value)
                .element("span", meaning)
                .close();
    }
}
