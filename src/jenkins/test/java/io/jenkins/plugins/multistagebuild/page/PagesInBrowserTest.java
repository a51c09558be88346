package io.jenkins.plugins.multistagebuild.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.multistagebuild.browser.Browser;
import io.jenkins.plugins.multistagebuild.browser.NeedsBrowser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * The pages in a headless Chromium, with the Content Security Policy that Jenkins enforces in development. Pictures of them
 * are left in {@code target/screenshots}.
 */
@WithJenkins
@NeedsBrowser
class PagesInBrowserTest {

    private static final String EVIL = "\"'></script><script>document.title='broken'</script>"
            + "<img src=x onerror=\"document.title='broken'\"><svg onload=\"document.title='broken'\">${it} \u202e";

    private static final int DESK = 1280;

    @TempDir
    private Path folder;

    private JenkinsRule jenkins;
    private Browser browser;

    @BeforeEach
    void browser(JenkinsRule rule) throws Exception {
        jenkins = rule;
        browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterEach
    void stop() throws Exception {
        browser.close();
    }

    @Test
    void noPageBreaksThePolicyAndNoNameOrLineBreaksAPage() throws Exception {
        Run<?, ?> run = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("p"));
        String json = SampleBuilds.report("1-shop-failed")
                .replaceAll(
                        "\"(name|displayName|reason|text|host|message)\":\"",
                        "\"$1\":\"" + EVIL.replace("\"", "\\\\\"").replace("$", "\\$"));
        SampleBuilds.leave(run, "7", EVIL, json);
        String log = new ArrayList<>(Plain.maps(SampleBuilds.map(json), "stages"))
                .get(0)
                .get("log")
                .toString();
        SampleBuilds.log(run, "7", log, "2026-01-02T03:04:05.678Z \u001b[31mred\u001b[0m " + EVIL + "\n" + EVIL + "\n");

        for (String page : List.of(
                "job/p/",
                "job/p/multi-stage-build/",
                "job/p/1/",
                "job/p/1/multi-stage-build/",
                "job/p/1/multi-stage-build/step/7/",
                "job/p/1/multi-stage-build/step/7/stage/0/")) {
            open(page, DESK);
            assertThat(browser.evaluate("document.title").asText()).as(page).isNotEqualTo("broken");
            assertThat(browser.evaluate("document.querySelectorAll('img[src=x], [onload], [onerror]').length")
                            .asInt())
                    .as(page)
                    .isZero();
            nothingIsSaid(page);
        }
        browser.until("document.getElementById('L2') !== null");
        assertThat(browser.evaluate("document.getElementById('L1').lastChild.textContent")
                        .asText())
                .startsWith("red \"'></script>");
        nothingIsSaid("the log");
    }

    /** The pages that a build has, by the name of their picture. */
    private Map<String, String> pages() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        FreeStyleProject main = team.createProject(FreeStyleProject.class, "main");
        FreeStyleProject other = team.createProject(FreeStyleProject.class, "other");
        for (String kept : List.of("1-shop-hosts", "1-shop-failed", "1-compared")) {
            SampleBuilds.leave(jenkins.buildAndAssertSuccess(main), "7", "shop/web:1", SampleBuilds.report(kept));
        }
        SampleBuilds.leave(jenkins.buildAndAssertSuccess(other), "7", "shop/web:1", SampleBuilds.report("1-compared"));
        String build = "job/team/job/main/";
        Map<String, String> pages = new TreeMap<>(Map.of(
                "folder", "job/team/multi-stage-build/",
                "job", build,
                "trend", build + "multi-stage-build/",
                "build", build + "3/",
                "step", build + "3/multi-stage-build/step/7/",
                "hosts", build + "1/multi-stage-build/step/7/",
                "failed", build + "2/multi-stage-build/step/7/",
                "stage", build + "3/multi-stage-build/step/7/stage/0/"));
        assertThat(pages).hasSize(8);
        return pages;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void axeFindsNothingSeriousAndNothingIsWiderThanItsScreen(boolean dark) throws Exception {
        for (Map.Entry<String, String> page : pages().entrySet()) {
            for (int width : List.of(390, 768, 1200, 1920)) {
                open(page.getValue(), width);
                if (dark) {
                    DarkTheme.putOn(browser);
                }
                String name = page.getKey() + "-" + width + (dark ? "-dark" : "-light");
                browser.picture(Path.of("target/screenshots/" + name + ".png"));
                assertThat(browser.evaluate("document.documentElement.scrollWidth")
                                .asInt())
                        .as(name)
                        .isLessThanOrEqualTo(width);
                if (width >= 1200) {
                    assertThat(browser.evaluate(
                                            "[...document.querySelectorAll('.msb-scroll:has(.msb-stages), .msb-scroll:has(.msb-images)')]"
                                                    + ".map(e => e.scrollWidth - e.clientWidth)")
                                    .toString())
                            .as("what scrolls sideways on " + name)
                            .matches("\\[(0(,0)*)?\\]");
                }
                if (width == 390 || width == 1200) {
                    assertThat(browser.faults("'" + own(page.getKey()) + "'"))
                            .as(name)
                            .noneMatch(fault -> fault.contains("(serious)") || fault.contains("(critical)"));
                }
                nothingIsSaid(name);
            }
        }
    }

    /** The part of a page that is not Jenkins' own. */
    private static String own(String page) {
        return switch (page) {
            case "build" -> ".multi-stage-build-summary";
            case "job" -> ".multi-stage-build-trends";
            default -> "#main-panel";
        };
    }

    @Test
    void everythingCanBeReachedAndUsedByTheKeyboard() throws Exception {
        open(pages().get("failed"), DESK);
        String seen =
                "(e.closest('.msb-report') ? 'ours' : 'theirs') + ' ' + (getComputedStyle(e).outlineStyle !== 'none'"
                        + " || getComputedStyle(e).boxShadow !== 'none' ? 'seen' : 'unseen') + ' ' + e.tagName + ' '"
                        + " + (e.innerText || e.getAttribute('aria-label') || '').trim()";
        List<String> reached = browser.tabThrough(400, seen);
        List<String> ours =
                reached.stream().filter(each -> each.startsWith("ours ")).toList();
        assertThat(reached).as("the last one is left again").hasSizeLessThan(400);
        assertThat(ours).isNotEmpty().allMatch(each -> each.startsWith("ours seen "));
        assertThat(ours.stream().filter(each -> each.contains(" A ")).count())
                .isEqualTo(browser.evaluate(
                                "[...document.querySelectorAll('.msb-report a[href]')].filter(e => e.checkVisibility()).length")
                        .asLong());

        browser.evaluate("document.querySelector('.msb-stages a[href^=\"#\"]').focus()");
        browser.press("Enter", 13);
        browser.until("document.querySelector(location.hash).closest('details').open");

        browser.evaluate("document.querySelector('.msb-stages a[href*=\"stage/\"]').focus()");
        browser.press("Enter", 13);
        browser.until("location.pathname.includes('/stage/') && document.getElementById('L1') !== null");
        browser.evaluate("document.querySelector('.multi-stage-build-log-search').focus()");
        browser.type("A LINE");
        browser.press("Enter", 13);
        browser.until("document.querySelector('.multi-stage-build-log-hits').textContent === '1 of 1'");
        assertThat(browser.tabThrough(60, "e.className || e.tagName"))
                .anyMatch(each -> each.contains("multi-stage-build-log-next"))
                .anyMatch(each -> each.contains("multi-stage-build-log-times"))
                .anyMatch(each -> each.contains("multi-stage-build-log-lines"))
                .hasSizeLessThan(60);
    }

    @Test
    void aStagesLogHasTimesLinksToItsLinesAndASearch() throws Exception {
        Run<?, ?> run = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("p"));
        SampleBuilds.leave(run, "7", "shop/web:1", SampleBuilds.report("1-two"));
        StagePage stage =
                run.getAction(MultiStageBuildAction.class).getStep("7").getStage("0");
        StringBuilder lines = new StringBuilder();
        for (int line = 1; line <= 2_000; line++) {
            lines.append("2026-01-02T03:04:05.678Z number ").append(line).append('\n');
        }
        SampleBuilds.log(run, "7", stage.getWholeLog().replaceFirst("^(../)+", ""), lines.toString());

        open("job/p/1/multi-stage-build/step/7/stage/0/#L1500", DESK);

        browser.until("document.getElementById('L2000') !== null");
        browser.until("document.querySelector('.multi-stage-build-log-target')?.id === 'L1500'");
        browser.until("(r => r.top >= 0 && r.bottom <= innerHeight)"
                + "(document.getElementById('L1500').getBoundingClientRect())");
        assertThat(browser.evaluate("document.querySelector('#L1500 a').getAttribute('href')")
                        .asText())
                .isEqualTo("#L1500");
        assertThat(browser.evaluate("document.querySelector('#L1500 time').textContent")
                        .asText())
                .isEqualTo("03:04:05.678");
        browser.evaluate("document.querySelector('.multi-stage-build-log-times').click()");
        assertThat(browser.evaluate("document.querySelector('#L1500 time').checkVisibility()")
                        .asBoolean())
                .isFalse();
        browser.evaluate("document.querySelector('.multi-stage-build-log-search').focus()");
        browser.type("number 199");
        browser.until("document.querySelector('.multi-stage-build-log-hits').textContent === '1 of 11'");
        browser.evaluate("document.querySelector('.multi-stage-build-log-next').click()");
        browser.until("document.querySelector('.multi-stage-build-log-current').id === 'L1990'");
        assertThat(browser.evaluate(
                                "fetch(document.querySelector('a[download]').href).then(r => r.text()).then(t => t.length)")
                        .asInt())
                .isEqualTo(lines.length());
        nothingIsSaid("the stage");
    }

    private void open(String page, int width) throws Exception {
        browser.open(jenkins.getURL() + page, width, false);
    }

    /** The browser has nothing to say about the page. */
    private void nothingIsSaid(String page) {
        assertThat(browser.complaints())
                .as(page)
                .noneMatch(said -> said.contains("Content Security Policy")
                        || said.contains("Uncaught")
                        || said.contains("exceptionDetails")
                        || said.contains("hasBrowserHandler"));
    }
}
