package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.multistagebuild.browser.Browser;
import io.jenkins.plugins.multistagebuild.browser.NeedsBrowser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a user does: a click starts a build, and its page is watched until the end. */
@WithJenkins
@NeedsBrowser
@NeedsRealEngine
class StartedInBrowserTest {

    private static final int DESK = 1280;
    private static final String TABLE = "document.querySelector('.msb-stages')?.innerText ?? ''";

    @TempDir
    private Path folder;

    @Test
    void aBuildIsStartedByAClickAndItsPageWatchedUntilTheEnd(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = RealEngine.job(
                jenkins,
                "shop",
                RealEngine.node(RealEngine.dockerfile(
                                """
                                FROM busybox:1.36 AS deps
                                RUN echo $RANDOM > /deps; for i in $(seq 1 6); do echo fetched $i; sleep 1; done
                                FROM busybox:1.36 AS app
                                COPY --from=deps /deps /deps
                                RUN for i in $(seq 1 6); do echo compiled $i; sleep 1; done
                                """)
                        + "multiStageBuild(tags: ['shop/web:1'], noCache: true)"));
        try (Browser browser = Browser.start(Files.createDirectory(folder.resolve("profile")))) {
            browser.open(job.getAbsoluteUrl(), DESK, false);
            browser.evaluate("[...document.querySelectorAll('#tasks a, .jenkins-button')]"
                    + ".find(e => e.innerText.trim() === 'Build Now').click()");
            await().atMost(Duration.ofSeconds(60)).until(() -> job.getLastBuild() != null);
            WorkflowRun run = job.getLastBuild();
            await().atMost(Duration.ofSeconds(60)).until(() -> jenkins.createWebClient()
                    .goTo(run.getUrl())
                    .asNormalizedText()
                    .contains("is running"));
            browser.open(run.getAbsoluteUrl(), DESK, false);
            browser.evaluate("[...document.querySelectorAll('a')].find(e => e.innerText === 'shop/web:1').click()");
            browser.until("location.pathname.includes('/multi-stage-build/step/')"
                    + " && document.querySelector('.multi-stage-build-live') !== null");
            browser.evaluate("window.same = true");

            browser.until("/deps\\s+running/.test(" + TABLE + ")");
            browser.picture(Path.of("target/screenshots/live-first.png"));
            String ticking = "document.querySelector('.msb-now .msb-ticking').textContent";
            String before = browser.evaluate(ticking).asText();
            browser.until("!document.querySelector('.msb-now') || " + ticking + " !== '" + before + "'");
            browser.until("/deps\\s+built/.test(" + TABLE + ") && /app\\s+running/.test(" + TABLE + ")");
            browser.picture(Path.of("target/screenshots/live-second.png"));

            browser.until("document.querySelector('.msb-answer') !== null");
            assertThat(browser.evaluate("window.same").asBoolean())
                    .as("the page was never loaded again")
                    .isTrue();
            assertThat(browser.evaluate("document.querySelector('.msb-now') === null")
                            .asBoolean())
                    .isTrue();
            assertThat(browser.evaluate("document.querySelector('.msb-report').innerText")
                            .asText())
                    .contains("Image", "Timeline", "Layers")
                    .doesNotContain("running");
            browser.picture(Path.of("target/screenshots/live-ended.png"));
            browser.open(run.getAbsoluteUrl() + "multi-stage-build/", DESK, false);
            browser.evaluate("document.querySelector('.msb-stages a[href*=\"stage/0\"]').click()");
            browser.until("document.body.innerText.includes('fetched 6')");
            assertThat(browser.complaints())
                    .noneMatch(said -> said.contains("Content Security Policy") || said.contains("Uncaught"));
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        }
    }

    /** The log of a stage that runs grows while one looks at it. */
    @Test
    void theLogOfARunningStageGrows(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = RealEngine.job(
                jenkins,
                "log",
                RealEngine.node(RealEngine.dockerfile(
                                """
                        FROM busybox:1.36 AS counting
                        RUN echo $RANDOM; for i in $(seq 1 15); do echo counted $i.; sleep 1; done
                        """)
                        + "multiStageBuild(noCache: true)"));
        try (Browser browser = Browser.start(Files.createDirectory(folder.resolve("profile")))) {
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("[counting] counted 1.", run);
            String id = run.getAction(io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction.class)
                    .getSteps()
                    .get(0)
                    .getId();
            browser.open(run.getAbsoluteUrl() + "multi-stage-build/step/" + id + "/stage/0/", DESK, false);
            for (String line : List.of("counted 3.", "counted 15.")) {
                browser.until(
                        "document.querySelector('.multi-stage-build-log-lines').innerText.includes('" + line + "')");
            }
            browser.until("document.querySelector('.msb-about').innerText.includes('built')");
            assertThat(browser.evaluate("[...document.querySelectorAll('.multi-stage-build-log-text')]"
                                    + ".filter(each => each.textContent.startsWith('counted ')).length")
                            .asInt())
                    .as("each line comes once")
                    .isEqualTo(15);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        }
    }
}
