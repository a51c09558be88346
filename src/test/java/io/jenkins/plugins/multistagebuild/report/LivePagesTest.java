package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.build.StageOutcome;
import io.jenkins.plugins.multistagebuild.build.StageState;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What pages of Jenkins show besides the report itself. */
class LivePagesTest {

    /** The fan while its second builder runs: the target waits. */
    private static BuildReport standing(long millis, String... notes) {
        StageGraph graph = Samples.fan();
        Outcome whole = Samples.success(graph, millis, 5_000, 0, 200);
        List<StageOutcome> stages = new ArrayList<>(whole.stages());
        stages.set(1, in(StageState.RUNNING, stages.get(1)));
        stages.set(
                3,
                new StageOutcome(
                        3, StageState.WAITING, null, 0, null, 0, stages.get(3).instructions(), false));
        return LiveHtml.report(
                graph,
                new Outcome(
                        null,
                        whole.startedAt(),
                        4_000,
                        List.of(),
                        stages,
                        null,
                        Map.of(),
                        whole.engines(),
                        List.of(),
                        null,
                        null,
                        List.of(),
                        List.of(notes)));
    }

    private static StageOutcome in(StageState state, StageOutcome stage) {
        return new StageOutcome(
                stage.index(), state, stage.host(), 0, stage.startedAt(), 4_000, stage.instructions(), false);
    }

    @Test
    void aRunThatGoesOnIsToldWithWhatCountsUp() {
        Document page = Jsoup.parse(LiveHtml.body(standing(3_000), LogLinks.RELATIVE, "x"));

        assertThat(page.select("[role=status]").text()).isEqualTo("1 of 3 stages have ended, 1 runs.");
        assertThat(page.select(".msb-stages tbody tr td:nth-child(2)").eachText())
                .containsExactly("built", "running", "skipped", "waiting");
        assertThat(page.select("[data-since]")).hasSize(2);
        assertThat(page.select("[data-key]").eachAttr("data-key")).containsExactly("timeline", "graph", "stages");
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        assertThat(page.text()).doesNotContain("critical path base");
    }

    @Test
    void itsVersionChangesWithStatesAndNotWithTheClock() {
        BuildReport report = standing(3_000);

        assertThat(LiveHtml.version(report)).isEqualTo(LiveHtml.version(standing(3_000)));
        BuildReport ended = BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 3_000, 5_000, 0, 200));
        assertThat(LiveHtml.version(ended)).isNotEqualTo(LiveHtml.version(report));
    }

    @Test
    void whatHappensToHostsIsToldAtOnce() {
        BuildReport quiet = standing(3_000);
        BuildReport lost = standing(3_000, "host b is lost: gone");

        assertThat(Jsoup.parse(LiveHtml.body(quiet, LogLinks.RELATIVE, "x")).select(".msb-say"))
                .isEmpty();
        assertThat(Jsoup.parse(LiveHtml.body(lost, LogLinks.RELATIVE, "x"))
                        .select("[data-key=hosts] li")
                        .eachText())
                .containsExactly("Host b is lost: gone");
        assertThat(LiveHtml.version(lost)).isNotEqualTo(LiveHtml.version(quiet));
    }

    @Test
    void aStageTellsWhatItNeedsAndWhatNeedsIt() {
        BuildReport report = BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 3_000, 5_000, 0, 200));
        Document page = Jsoup.parse(StageHtml.body(report, 3, index -> "../" + index + "/"));

        assertThat(page.select("dd a").eachAttr("href")).containsExactly("../0/", "../1/");
        assertThat(page.select("dl").text()).contains("State built", "after the end of a, b", "Critical path");
        assertThat(page.select(".msb-instructions tbody tr")).isNotEmpty();
        Document first = Jsoup.parse(StageHtml.body(report, 0, index -> "../" + index + "/"));
        assertThat(first.select("dl").text()).contains("Needed by runtime", "Slack 2.0 s");
    }

    @Test
    void aTrendHasADotForEachBuildOrForThoseThatMatter() {
        for (int builds : List.of(1, 12, 1_000)) {
            List<TrendPoint> points = new ArrayList<>();
            for (int build = 1; build <= builds; build++) {
                points.add(new TrendPoint(
                        build,
                        "../" + build + "/",
                        build == 7 ? "failure" : "success",
                        "2026-01-02T03:04:05Z",
                        build == 7 ? null : 1_000_000L + build,
                        9,
                        1_000,
                        build == 3 ? null : 50,
                        build == 9 ? List.of("too large") : List.of()));
            }
            String html = TrendHtml.body(points, 100, "t");
            Document page = Jsoup.parse(html);

            assertThat(page.select("svg[role=img] > title")).hasSize(4);
            assertThat(page.select(".msb-trend").first().select("circle"))
                    .hasSize(builds == 1 ? 1 : builds == 12 ? 11 : 2);
            assertThat(page.select("tbody tr")).hasSize(Math.min(100, builds));
            assertThat(html.length()).isLessThan(80_000);
        }
    }

    @Test
    void aBadgeTellsSizeAndChange() {
        assertThat(BadgeSvg.of("8 MB", "+1 MB", 1))
                .contains("image: 8 MB (+1 MB)")
                .contains("#9a4b00");
        assertThat(BadgeSvg.of("<8>", "", 0)).contains("&lt;8&gt;").doesNotContain("(");
    }

    @Test
    void aStageTellsWhyItRanOnItsHost() {
        BuildReport hosts = Scenes.hosts();

        assertThat(whyThere(hosts, 2)).isEqualTo("beside build, on other hosts at the same time");
        assertThat(whyThere(hosts, 4))
                .isEqualTo("what it needs of deps was there already, and did not have to travel; beside lint, test, on"
                        + " other hosts at the same time");
        assertThat(whyThere(hosts, 6))
                .isEqualTo("what runtime needs of it was there already, and did not have to travel");
        assertThat(whyThere(standing(3_000), 0)).as("there was no choice").isEmpty();
    }

    private static String whyThere(BuildReport report, int stage) {
        Document page = Jsoup.parse(StageHtml.body(report, stage, index -> ""));
        return page.select("dt:containsOwn(Why there) + dd").text();
    }
}
