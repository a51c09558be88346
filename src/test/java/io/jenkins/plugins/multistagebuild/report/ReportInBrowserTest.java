package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.multistagebuild.browser.Browser;
import io.jenkins.plugins.multistagebuild.browser.NeedsBrowser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@NeedsBrowser
class ReportInBrowserTest {

    private static final int PHONE = 390;
    private static final int DESK = 1280;

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    static Set<String> scenes() {
        return Scenes.all().keySet();
    }

    /** All in light, the smaller ones in dark as well, and one as a phone shows it. */
    static Stream<Arguments> looks() {
        return Stream.concat(
                scenes().stream().flatMap(scene -> Stream.of(false, true)
                        .filter(dark ->
                                !dark || Scenes.all().get(scene).stages().size() <= 12)
                        .map(dark -> Arguments.of(scene, DESK, dark))),
                Stream.of(Arguments.of("shop-hosts", PHONE, true)));
    }

    private static Path write(String name, String html) throws Exception {
        return Files.writeString(folder.resolve(name + ".html"), html);
    }

    private static void open(String scene, int width, boolean dark) throws Exception {
        browser.open(write(scene, ReportHtml.page(Scenes.all().get(scene))), width, dark);
    }

    private static List<String> faults() throws Exception {
        return browser.faults("document");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void axeFindsNothing(String scene, int width, boolean dark) throws Exception {
        open(scene, width, dark);
        browser.evaluate("[...document.querySelectorAll('details')].slice(0, 12).forEach(d => d.open = true)");

        assertThat(faults()).isEmpty();
    }

    @Test
    void axeFindsAFault() throws Exception {
        String page = ReportHtml.page(Scenes.all().get("two"));
        browser.open(
                write(
                        "faulty",
                        page.replace("--text-color-secondary: #575b6e", "--text-color-secondary: #aaa")
                                .replaceFirst("<meta http-equiv[^>]*>", "")),
                DESK,
                false);

        assertThat(faults()).anyMatch(fault -> fault.startsWith("color-contrast (serious)"));
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void nothingIsWiderThanAPhone(String scene) throws Exception {
        open(scene, PHONE, false);

        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isEqualTo(PHONE);
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void itAsksForNothingAndTheBrowserHasNothingToSay(String scene) throws Exception {
        open(scene, DESK, false);

        assertThat(browser.requests())
                .containsOnly(folder.resolve(scene + ".html").toUri().toString());
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.evaluate("document.scripts.length").asInt()).isZero();
        assertThat(browser.evaluate("getComputedStyle(document.body).margin").asText())
                .isEqualTo("0px");
    }

    /** As Jenkins serves artifacts: no style, no pictures, no script. */
    @Test
    void withoutItsStyleItHasNoPicturesAndSaysWhereTheyAre() throws Exception {
        String page = ReportHtml.page(Scenes.all().get("shop"), "../../../multi-stage-build/#step-7");
        String pictures =
                "[...document.querySelectorAll('svg, figure')].filter(e => e.getBoundingClientRect().height > 0).length";
        browser.open(write("styled", page), DESK, false);
        assertThat(browser.evaluate(pictures).asInt()).isGreaterThan(50);
        assertThat(browser.evaluate("document.body.innerText").asText()).doesNotContain("without its style sheet");

        browser.open(
                write("unstyled", page.replaceFirst("style-src &#39;[^&]*&#39;", "style-src &#39;self&#39;")),
                DESK,
                false);

        assertThat(browser.evaluate(pictures).asInt()).isZero();
        assertThat(browser.evaluate("document.body.innerText").asText())
                .contains("without its style sheet", "What to look at", "npm run build");
        assertThat(browser.evaluate("document.querySelector('.msb-unstyled a').getAttribute('href')")
                        .asText())
                .isEqualTo("../../../multi-stage-build/#step-7");
    }

    @Test
    void onPaperATimelineIsMadeSmallerOrLeftOutWhereASheetHasNoRoomForIt() throws Exception {
        int sheet = 1_040;
        for (int stages : List.of(12, 50, 120)) {
            browser.open(write("paper", ReportHtml.page(Scenes.many(stages).report())), DESK, false);
            browser.print();

            int height = browser.evaluate("document.querySelector('.msb-timeline').getBoundingClientRect().height")
                    .asInt();
            boolean told = browser.evaluate(
                            "[...document.querySelectorAll('.msb-on-paper')].some(p => p.offsetHeight > 0)")
                    .asBoolean();
            assertThat(height).as("%s stages", stages).isLessThan(sheet);
            assertThat(height == 0)
                    .as("%s stages", stages)
                    .isEqualTo(stages > 60)
                    .isEqualTo(told);
        }
    }

    @Test
    void aKeyboardReachesEveryLinkAndFoldAndShowsWhereItIs() throws Exception {
        open("shop-failed", DESK, false);
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            browser.press("Tab", 9);
            String element = browser.evaluate(
                            "document.activeElement === document.body ? '' : document.activeElement.tagName + ' '"
                                    + " + getComputedStyle(document.activeElement).outlineStyle + ' '"
                                    + " + document.activeElement.innerText")
                    .asText();
            if (element.isEmpty()) {
                break;
            }
            reached.add(element);
        }

        assertThat(reached.get(0)).endsWith("Skip to the report");
        assertThat(reached).noneMatch(element -> element.matches("\\S+ none .*"));
        assertThat(reached.stream().filter(element -> element.startsWith("SUMMARY")))
                .hasSize(8);
        assertThat(reached).anyMatch(element -> element.endsWith("log of test"));
    }

    @Test
    void aLinkToAStageUnfoldsItsInstructions() throws Exception {
        open("shop", DESK, false);
        String isOpen = "document.getElementById('r-stage-4').closest('details').open";
        assertThat(browser.evaluate(isOpen).asBoolean()).isFalse();

        browser.evaluate("document.querySelector('a[href=\"#r-stage-4\"]').click()");

        assertThat(browser.evaluate(isOpen).asBoolean()).isTrue();
    }

    @Test
    void namesAndRowsOfTheTimelineStandSideBySide() throws Exception {
        open("sixty", DESK, false);

        JsonNode off = browser.evaluate(
                """
                (() => {
                  const middle = e => { const r = e.getBoundingClientRect(); return (r.top + r.bottom) / 2; };
                  const names = [...document.querySelectorAll('.msb-name')].map(middle);
                  const rows = [...document.querySelectorAll('.msb-stripe')].map(middle);
                  return names.length === rows.length ? Math.max(...names.map((y, i) => Math.abs(y - rows[i]))) : 1000;
                })()""");
        assertThat(off.asDouble()).isLessThan(1);
    }
}
