package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportHtmlTest {

    private static final String EVIL = "</title><script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";

    static Set<String> scenes() {
        return Scenes.all().keySet();
    }

    private static Document page(String scene) {
        return Jsoup.parse(ReportHtml.page(Scenes.all().get(scene)));
    }

    @Test
    void theAnswerComesFirst() {
        Document page = page("shop");

        assertThat(page.select("h1").text()).isEqualTo("registry.example/shop/web:1.42");
        assertThat(page.select(".msb-card").eachText())
                .containsExactly(
                        "Image 119 MB 6 layers; 74.8 MB base image, 43.9 MB own",
                        "Time 1 min 44 s one after the other: 2 min 32 s",
                        "Stages 6 of 8 built; 1 cached, 1 skipped",
                        "Cache 11 % of 17 steps from the cache or shared");
        assertThat(page.select(".msb-say li").eachText())
                .contains(
                        "RUN npm run build (line 15) is 46 % of the critical path (base → deps → build → runtime).",
                        "The largest layer of its own is COPY --from=build /app/dist /usr/share/nginx/html (line 25):"
                                + " 41.8 MB.");
        assertThat(page.select("h2").eachText())
                .containsExactly(
                        "What to look at",
                        "Timeline",
                        "Graph",
                        "Stages",
                        "Instructions",
                        "Layers",
                        "Findings in the Dockerfile",
                        "Engines and options");
    }

    @Test
    void whatHappenedToHostsIsTold() {
        assertThat(page("shop-hosts").select(".msb-say").first().select("li").eachText())
                .contains("Host docker-4 is lost: it does not answer any more; moving check-b → docker-1")
                .hasSize(3);
        String german =
                Wording.in(Locale.GERMAN, () -> ReportHtml.page(Scenes.all().get("shop-hosts")));
        assertThat(Jsoup.parse(german).select(".msb-say").first().text())
                .contains("Host docker-3 ist nicht dabei: keine Docker-Engine antwortet an tcp://docker-3");
    }

    @Test
    void everyStageHasItsRowWithItsNeedsAndItsLog() {
        Document page = page("shop");

        assertThat(page.select(".msb-stages tbody tr")).hasSize(8);
        Element build = page.select(".msb-stages tbody tr").get(4);
        assertThat(build.text())
                .isEqualTo("build built 48.7 s 1.0 s critical RUN npm run build 48.3 s deps docker-1 log of build");
        assertThat(build.select("a").eachAttr("href")).containsExactly("#r-stage-4", "stages/4-build.log");
        assertThat(page.select("table#r-stage-4 tbody tr").eachText())
                .containsExactly("13 FROM deps cached", "14 COPY . . built 0.4 s", "15 RUN npm run build built 48.3 s");
        Element docs = page.select(".msb-stages tbody tr").get(5);
        assertThat(docs.text()).isEqualTo("docs skipped not needed by runtime base –");
        assertThat(docs.select("a")).isEmpty();
    }

    @Test
    void sharedInstructionsNameTheStagesThatShareThem() {
        BuildReport.InstructionReport ran =
                new BuildReport.InstructionReport(2, "RUN x", "built", null, 5, null, List.of(1, 2, 3, 4));
        BuildReport.InstructionReport other =
                new BuildReport.InstructionReport(4, "RUN x", "shared", null, 0, null, List.of(0));
        BuildReport shop = Scenes.all().get("shop");
        List<BuildReport.StageReport> stages = new ArrayList<>(shop.stages());
        stages.set(0, with(stages.get(0), ran));
        stages.set(1, with(stages.get(1), other));

        Document page = Jsoup.parse(ReportHtml.page(new BuildReport(
                1,
                "Dockerfile",
                7,
                "success",
                shop.startedAt(),
                10,
                10,
                null,
                stages,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                null,
                List.of())));

        assertThat(page.select("#r-stage-0 tbody tr").text())
                .isEqualTo("2 RUN x built, also for deps, lint, test and 1 more");
        assertThat(page.select("#r-stage-1 tbody tr").text()).isEqualTo("4 RUN x shared with base");
    }

    private static BuildReport.StageReport with(BuildReport.StageReport stage, BuildReport.InstructionReport each) {
        return new BuildReport.StageReport(
                stage.index(),
                stage.name(),
                stage.displayName(),
                stage.line(),
                stage.state(),
                stage.reason(),
                stage.dependencies(),
                stage.host(),
                0,
                stage.startedAt(),
                1,
                0,
                List.of(each),
                stage.log(),
                false,
                null);
    }

    @Test
    void everyLayerHasItsShare() {
        assertThat(page("shop").select(".msb-layers tbody tr").eachText())
                .contains(
                        "FROM nginx:1.27 (1 layer) base image 74.8 MB 63 %",
                        "COPY --from=build /app/dist /usr/share/nginx/html runtime :25 41.8 MB 35 %",
                        "RUN rm -rf /usr/share/nginx/html/default && nginx -t runtime :27 1.20 kB < 1 %");
    }

    @Test
    void thousandLayersAreShownByTheLargest() {
        List<BuildReport.LayerReport> layers = IntStream.range(0, 1000)
                .mapToObj(i -> new BuildReport.LayerReport(null, i, "RUN " + i, null, null, false))
                .toList();
        BuildReport.ImageReport image =
                new BuildReport.ImageReport("sha256:1", List.of(), null, 499_500, null, layers, List.of(), null);

        Document table = Jsoup.parse(LayerTable.of(Scenes.all().get("two"), image, new Place(LogLinks.RELATIVE, "r", 2))
                .toString());

        assertThat(table.select("tbody tr")).hasSize(101);
        assertThat(table.select("tbody tr").first().text()).startsWith("RUN 900 ");
        assertThat(table.select("tbody tr").last().text())
                .isEqualTo("900 smaller layers more, which report.json has 405 kB");
    }

    @Test
    void aFailureIsToldWithItsLastLinesAndItsLog() {
        Document page = page("shop-failed");

        Element failure = page.selectFirst(".msb-failure");
        assertThat(failure.select("p").first().text()).startsWith("Dockerfile:12: RUN npm test -- --coverage");
        assertThat(failure.select("pre").text()).contains("error TS2322:");
        assertThat(failure.select("a").attr("href")).isEqualTo("stages/3-test.log");
        assertThat(page.select(".msb-layers")).isEmpty();
        assertThat(page.select("details[open] table").eachAttr("id")).containsExactly("r-stage-3");
    }

    @Test
    void whatTravelledBetweenHostsIsTold() {
        Document page = page("shop-hosts");

        assertThat(page.select("#r-transfers tbody tr").eachText())
                .anyMatch(row -> row.contains(" docker-1, through registry.example:5000 /far "))
                .contains("deps docker-1 tcp://docker-2.example:2376 the whole image 412 MB 4.1 s 101 MB/s");
        assertThat(page.select(".msb-host b").eachText()).containsExactly("docker-1", "tcp://docker-2.example:2376");
        assertThat(page.select(".msb-plot .msb-travel")).isNotEmpty();
        assertThat(page("shop").select(".msb-travel")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void everyPictureHasATitleAndADescriptionAndEveryHeadSaysWhatItHeads(String scene) {
        Document page = page(scene);

        for (Element svg : page.select("svg[role=img]")) {
            for (String id : svg.attr("aria-labelledby").split(" ")) {
                assertThat(svg.getElementById(id)).as(id).isNotNull();
                assertThat(svg.getElementById(id).text()).isNotBlank();
            }
        }
        for (Element svg : page.select("svg:not([role=img])")) {
            assertThat(svg.closest("[aria-hidden=true], svg[role=img]"))
                    .as(svg.outerHtml())
                    .isNotNull();
        }
        assertThat(page.select("th:not([scope])")).isEmpty();
        assertThat(page.select("main")).hasSize(1);
        assertThat(page.select("body > :not(a):not(div), .msb-page > *").eachAttr("class"))
                .isEmpty();
        assertThat(page.select(".msb-page > *").stream().map(Element::tagName))
                .containsExactly("header", "main", "footer");
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void headingsGoDownOneByOneAndIdsAndReferencesFit(String scene) {
        Document page = page(scene);

        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("h3, h4, h5, h6")).isEmpty();
        Set<String> ids = new HashSet<>();
        for (String id : page.select("[id]").eachAttr("id")) {
            assertThat(ids.add(id)).as("id " + id).isTrue();
        }
        for (String href : page.select("[href^=#]").eachAttr("href")) {
            assertThat(ids).contains(href.substring(1));
        }
        for (String fill : page.select("[fill^=url]").eachAttr("fill")) {
            assertThat(ids).contains(fill.replaceAll("url\\(#(.*)\\)", "$1"));
        }
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void aBrowserReadsItWithoutMendingAnything(String scene) {
        Parser parser = Parser.htmlParser().setTrackErrors(100);
        Jsoup.parse(ReportHtml.page(Scenes.all().get(scene)), "", parser);

        assertThat(parser.getErrors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void nothingInItNeedsAnExceptionFromAContentSecurityPolicy(String scene) {
        String body = ReportHtml.body(
                Scenes.all().get(scene), stage -> stage.log() == null ? null : "step/1/" + stage.log(), "step-1");

        for (Element element : Jsoup.parse(body).body().getAllElements()) {
            assertThat(element.tagName())
                    .isNotIn("script", "style", "link", "iframe", "object", "img", "foreignobject");
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey()).isNotEqualTo("style").doesNotStartWith("on");
            }
            if (element.hasAttr("href")) {
                assertThat(element.attr("href"))
                        .matches("#step-1-.*|step/1/stages/.*\\.log|https://docs\\.docker\\.com/.*");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void nothingIsLoadedFromElsewhereAndTheOnlyStyleIsTheOneItsPolicyNames(String scene) throws Exception {
        Document page = page(scene);
        String css = page.selectFirst("style").data();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));

        assertThat(page.select("meta[http-equiv]").attr("content"))
                .isEqualTo("default-src 'none'; img-src data:; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "'");
        assertThat(css).doesNotContain("@import", "url(");
        assertThat(page.select("[src]")).isEmpty();
        assertThat(page.select("link").eachAttr("href")).containsExactly("data:,");
    }

    @Test
    void textThatIsMadeToBreakThePageStaysText() {
        Document page = page("hostile");

        assertThat(page.select("script, img, b svg")).isEmpty();
        assertThat(page.select("title").first().text()).isEqualTo("registry.example/shop/web:1.42 – multi-stage build");
        assertThat(page.select(".msb-instructions").text()).contains("<script>alert(1)</script>", "日本語のテキスト");
        assertThat(page.html()).doesNotContain("\u202e", "\u0007", "&#x202e;");
        assertThat(page.select(".msb-host b").text()).contains("</title></svg><script>");

        BuildReport failed = BuildReport.of(
                Samples.fan(), Samples.failure(Samples.fan(), EVIL, List.of(EVIL, "\u001b[31m\u0000\ud800")));
        Document failure = Jsoup.parse(ReportHtml.page(failed));
        assertThat(failure.select(".msb-failure-message").text()).isEqualTo(EVIL);
        assertThat(failure.select("script, img")).isEmpty();
        assertThat(failure.select("pre").text()).endsWith("\ufffd[31m\ufffd\ufffd");
    }

    @Test
    void findingsLeadToTheEnginesOwnPagesOnly() throws Exception {
        StageGraph graph = Samples.graph("FROM busybox AS Build\nFROM busybox\nCOPY --from=Build /x /x\n");
        BuildReport report = BuildReport.of(graph, Samples.success(graph, 5000));

        Document page = Jsoup.parse(ReportHtml.page(report));
        assertThat(page.select("#r-findings td").eachText()).contains("Stage name Build should be lower case");
        assertThat(page.select("#r-findings a").eachAttr("href"))
                .containsExactly("https://docs.docker.com/go/dockerfile/rule/stage-name-casing/");

        String forged = new String(ReportJson.write(report), StandardCharsets.UTF_8)
                .replace("https://docs.docker.com/go", "javascript:alert(1)//");
        page = Jsoup.parse(ReportHtml.page(ReportJson.read(forged.getBytes(StandardCharsets.UTF_8))));
        assertThat(page.select("#r-findings").text()).contains("StageNameCasing");
        assertThat(page.select("#r-findings a")).isEmpty();
    }

    @Test
    void comparisonAndGatesAreShownAndTheirTextsStayText() {
        Document page = page("compared");
        assertThat(page.select(".msb-card").first().text()).startsWith("Image 107 MB -11.9 MB");
        assertThat(page.select("#r-change p").text())
                .startsWith("11.9 MB smaller than the build of 2026-01-02 03:04 UTC");
        assertThat(page.select("#r-change td .msb-better").eachText()).contains("-11.8 MB");
        assertThat(page.select("#r-gates tr").eachText())
                .anyMatch(row -> row.startsWith("maxImageSize failed") && row.contains("6.80 MB over 100 MB"));

        StageGraph graph = Samples.graph("FROM busybox\nRUN echo " + EVIL + "\n");
        BuildReport evil = Scenes.two().report().comparedWith(BuildReport.of(graph, Samples.success(graph, 5)));
        BuildReport gated =
                Gates.evaluate(List.of(Gate.read(Gate.Kind.MAX_IMAGE_SIZE, "1B")), evil.comparedWith(evil), null);
        for (BuildReport each : List.of(evil, gated)) {
            assertThat(Jsoup.parse(ReportHtml.page(each)).select("script, img")).isEmpty();
        }
    }

    @Test
    void whatTheStagesKeepOutOfTheImageIsTold() {
        BuildReport two = Scenes.all().get("two");
        List<BuildReport.StageReport> stages = new ArrayList<>(two.stages());
        BuildReport.StageReport build = stages.get(0);
        stages.set(
                0,
                new BuildReport.StageReport(
                        0,
                        "build",
                        "build",
                        1,
                        "built",
                        "",
                        List.of(),
                        build.host(),
                        0,
                        build.startedAt(),
                        1,
                        0,
                        List.of(),
                        null,
                        false,
                        891_124_480L));

        Document page = Jsoup.parse(ReportHtml.page(new BuildReport(
                1,
                "Dockerfile",
                1,
                "success",
                two.startedAt(),
                10,
                10,
                two.image(),
                stages,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of("12 lines of the log"),
                null,
                List.of(),
                null,
                List.of())));

        assertThat(page.select(".msb-card").last().text())
                .isEqualTo("Left behind 802 MB 90 % of 891 MB in the largest stage on the way, build");
        assertThat(page.select("#r-about dd").eachText()).contains("12 lines of the log");
    }

    @Test
    void aLinkThatLeadsElsewhereIsNotMade() {
        for (String link : List.of("javascript:alert(1)", "//evil.example/x", "/x", "https://evil.example", EVIL)) {
            assertThat(Jsoup.parse(ReportHtml.body(Scenes.all().get("shop"), stage -> link, "x"))
                            .select("td.msb-log a"))
                    .isEmpty();
        }
    }

    @Test
    void sixtyStagesOfTwentyInstructionsStayUnderThreeHundredKilobytes() {
        BuildReport report = Scenes.all().get("full");
        Document page = page("full");

        assertThat(report.stages().stream()
                        .mapToInt(stage -> stage.instructions().size())
                        .sum())
                .isGreaterThanOrEqualTo(1200);
        assertThat(ReportHtml.page(report).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(300_000);
        assertThat(page.select(".msb-instructions tbody tr"))
                .hasSize(report.stages().stream()
                        .mapToInt(stage -> stage.instructions().size())
                        .sum());
    }

    @Test
    void textThatGrowsWhenItIsEscapedIsCutTheMore() {
        BuildReport report = Scenes.quotes(60, 20).report();

        assertThat(ReportHtml.page(report).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(300_000);
    }

    @Test
    void ofTenThousandInstructionsTheLongestAreShownAndTheRestIsCounted() {
        BuildReport report = Scenes.full(50, 200).report();

        String html = ReportHtml.page(report);
        Document page = Jsoup.parse(html);

        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(300_000);
        assertThat(page.select("table#r-stage-7 tbody tr")).hasSize(16);
        assertThat(page.select("table#r-stage-7 tbody tr").last().text())
                .startsWith("185 shorter ones more, which report.json has ");
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void theSameReportIsTheSamePage(String scene) throws Exception {
        BuildReport report = Scenes.all().get(scene);

        assertThat(ReportHtml.page(ReportJson.read(ReportJson.write(report)))).isEqualTo(ReportHtml.page(report));
    }

    @Test
    void theStyleSheetForJenkinsUsesThemeVariablesOnly() throws Exception {
        String css =
                new String(ReportHtml.class.getResourceAsStream("report.css").readAllBytes(), StandardCharsets.UTF_8);

        assertThat(css).doesNotContainPattern("#[0-9a-fA-F]{3}").doesNotContain("rgb(", "hsl(", "prefers-color");
    }
}
