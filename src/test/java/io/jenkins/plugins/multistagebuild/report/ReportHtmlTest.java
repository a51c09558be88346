package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportHtmlTest {

    private static final String EVIL = "</title><script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";

    @Test
    void theAnswerComesFirstAndEveryStageAndLayerIsThere() {
        String html =
                ReportHtml.page(BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 3000, 5000, 0, 200)));

        assertThat(html)
                .contains("<h1>shop/web:1</h1>")
                .contains("<b>5.00 MB</b>", "<b>5.2 s</b>", "<b>3 of 4</b>", "one after the other: 8.2 s")
                .contains("RUN two (line 4) is 96 % of the critical path (b → runtime).")
                .contains("FROM alpine (2 layers)", "runtime :8", "href=\"stages/0-a.log\"", "not needed by runtime")
                .containsSubsequence("5.00 MB", "What to look at", "Timeline", "Stages", "Layers of the image");
    }

    @Test
    void aFailureIsToldWithItsLastLines() {
        StageGraph graph = Samples.fan();
        String html = ReportHtml.page(BuildReport.of(
                graph, Samples.failure(graph, "Dockerfile:2: RUN one failed", List.of("first", "second"))));

        assertThat(html)
                .contains("Dockerfile:2: RUN one failed", "first\nsecond", "No image", "No stage has run.")
                .doesNotContain("Layers of the image");
    }

    @Test
    void findingsLeadToTheEnginesOwnPagesOnly() throws IOException {
        StageGraph graph = Samples.graph("FROM busybox AS Build\nFROM busybox\nCOPY --from=Build /x /x\n");
        BuildReport report = BuildReport.of(graph, Samples.success(graph, 5000));

        assertThat(ReportHtml.page(report))
                .contains(
                        "Findings in the Dockerfile",
                        "Stage name Build should be lower case",
                        "href=\"https://docs.docker.com/go/dockerfile/rule/stage-name-casing/\"");

        String forged = new String(ReportJson.write(report), StandardCharsets.UTF_8)
                .replace("https://docs.docker.com/go", "javascript:alert(1)//");
        assertThat(ReportHtml.page(ReportJson.read(forged.getBytes(StandardCharsets.UTF_8))))
                .contains("StageNameCasing")
                .doesNotContain("javascript");
    }

    @Test
    void textThatIsMadeToBreakThePageStaysText() throws Exception {
        StageGraph graph =
                Samples.graph("FROM busybox AS a\nRUN echo " + EVIL + "\nFROM busybox\nCOPY --from=a /x /x\n");
        for (Outcome outcome : List.of(
                Samples.success(graph, 5000), Samples.failure(graph, EVIL, List.of(EVIL, "\u001b[31m\u0000")))) {
            String html = ReportHtml.page(BuildReport.of(graph, outcome));
            assertThat(html).doesNotContain("<script", "<img", "\u001b", "\u0000");
            assertThat(html).contains("&lt;script&gt;");
            Document page = parse(ReportHtml.body(BuildReport.of(graph, outcome), stage -> EVIL));
            assertThat(page.getElementsByTagName("script").getLength()).isZero();
        }
    }

    @Test
    void comparisonAndGatesAreShownAndTheirTextsStayText() throws Exception {
        assertThat(ReportHtml.page(Scenes.compared()))
                .contains(
                        "11.9 MB smaller than the build of 2026-01-02 03:04 UTC", "<td class=\"msb-num\">-11.8 MB</td>")
                .contains("<th scope=\"row\">maxImageSize</th>", "6.80 MB over 100 MB");

        StageGraph graph = Samples.graph("FROM busybox\nRUN echo " + EVIL + "\n");
        BuildReport evil = Scenes.two().report().comparedWith(BuildReport.of(graph, Samples.success(graph, 5)));
        Document page = parse(ReportHtml.body(
                Gates.evaluate(List.of(Gate.read(Gate.Kind.MAX_IMAGE_SIZE, "1B")), evil.comparedWith(evil), null),
                LogLinks.RELATIVE));
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(parse(ReportHtml.body(evil, LogLinks.RELATIVE))
                        .getElementsByTagName("img")
                        .getLength())
                .isZero();
    }

    @Test
    void nothingInItNeedsAnExceptionFromAContentSecurityPolicy() throws Exception {
        Document page = parse(ReportHtml.body(
                BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 3000)), LogLinks.RELATIVE));

        NodeList elements = page.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            assertThat(element.getTagName()).isNotIn("script", "style", "link", "iframe", "object");
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                assertThat(element.getAttributes().item(j).getNodeName())
                        .isNotEqualTo("style")
                        .doesNotStartWith("on");
            }
        }
    }

    @Test
    void sixtyStagesStayUnderThreeHundredKilobytes() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 59; i++) {
            file.append("FROM busybox AS s")
                    .append(i)
                    .append("\nRUN make part")
                    .append(i)
                    .append(" && test it\n");
        }
        file.append("FROM scratch\n");
        for (int i = 0; i < 59; i++) {
            file.append("COPY --from=s")
                    .append(i)
                    .append(" /out /out")
                    .append(i)
                    .append('\n');
        }
        StageGraph graph = Samples.graph(file.toString());

        String html = ReportHtml.page(BuildReport.of(graph, Samples.success(graph, 900, 2000, 1500)));

        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(300_000);
        assertThat(html).contains("s58");
    }

    @Test
    void theStyleSheetForJenkinsUsesThemeVariablesOnly() throws Exception {
        String css =
                new String(ReportHtml.class.getResourceAsStream("report.css").readAllBytes(), StandardCharsets.UTF_8);

        assertThat(css).doesNotContainPattern("#[0-9a-fA-F]{3}").doesNotContain("rgb(", "hsl(");
    }

    private static Document parse(String body) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader("<body>" + body + "</body>")));
    }
}
