package io.jenkins.plugins.multistagebuild.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pages of a step that runs. */
@WithJenkins
class LiveTest {

    private static final Logger LOGGER = Logger.getLogger(LiveTest.class.getName());
    private static final CountDownLatch[] END = new CountDownLatch[1];

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Map<String, Object>> standing = new AtomicReference<>();

    private JenkinsRule jenkins;
    private FreeStyleBuild run;

    @BeforeEach
    void running(JenkinsRule rule) throws Exception {
        jenkins = rule;
        END[0] = new CountDownLatch(1);
        FreeStyleProject job = jenkins.createFreeStyleProject("p");
        job.getBuildersList().add(new UntilTold());
        run = job.scheduleBuild2(0).waitForStart();
        MultiStageBuildAction.put(run, StepSummary.running("7", "shop/web:1"));
    }

    @AfterEach
    void ended() throws Exception {
        END[0].countDown();
        jenkins.waitForCompletion(run);
    }

    @Test
    void thePageFollowsAStepUntilItsFinalState() throws Exception {
        HttpResponse<String> begun = get("live");
        assertThat(begun.statusCode()).isEqualTo(204);
        assertThat(begun.headers().firstValue("X-Running")).hasValue("true");

        stands("running", "waiting");
        MultiStageBuildAction.follow(run, "7", this::source);
        HttpResponse<String> first = get("live");
        assertThat(first.body())
                .contains("0 of 2 stages have ended, 1 runs.", "data-since=")
                .doesNotContain("<html");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> same = get("live", "If-None-Match", tag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(get("report.json").body()).contains("\"result\":\"running\"");

        stands("built", "running");
        MultiStageBuildAction.follow(run, "7", this::source);
        HttpResponse<String> next = get("live", "If-None-Match", tag);
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body()).contains("1 of 2 stages have ended, 1 runs.");

        SampleBuilds.leave(run, "7", "shop/web:1", SampleBuilds.report("1-two"));
        HttpResponse<String> end = get("live", "If-None-Match", tag);
        assertThat(end.headers().firstValue("X-Running")).hasValue("false");
        assertThat(end.body()).contains("msb-answer").doesNotContain("msb-now");
    }

    @Test
    void anOpenPageHearsOfNewsWhileItsRequestIsHeld() throws Exception {
        stands("running", "waiting");
        MultiStageBuildAction.follow(run, "7", this::source);
        try (Events page = listen("live?known=0")) {
            assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
            assertThat(page.next("drawing")).contains("0 of 2 stages have ended, 1 runs.");
            stands("built", "running");
            assertThat(page.next("drawing")).contains("1 of 2 stages have ended, 1 runs.");
            assertThat(page.next("end"))
                    .as("it ends for the sake of proxies that pass on whole answers")
                    .isNull();
            assertThat(page.id()).isNotEqualTo("0");

            try (Events again = listen("live?known=0", "Last-Event-ID", page.id())) {
                assertThat(again.next("clock")).matches("[0-9]+");
                SampleBuilds.leave(run, "7", "shop/web:1", SampleBuilds.report("1-two"));
                assertThat(again.next("drawing")).contains("msb-answer").doesNotContain("msb-now");
                assertThat(again.next("end")).isEmpty();
            }
        }
    }

    @Test
    void theLinesOfAnOpenLogComeAsTheyAreWritten() throws Exception {
        stands("running", "waiting");
        MultiStageBuildAction.follow(run, "7", this::source);
        String name = Plain.text(Plain.maps(standing.get(), "stages").get(0), "log");
        Path log = new StepFiles(run, "7").folder().toPath().resolve(name);
        Files.createDirectories(log.getParent());
        Files.writeString(log, "first\nhal");
        try (Events page = listen("stage/0/live?known=0.0")) {
            assertThat(page.next("lines")).isEqualTo("first\n");
            assertThat(page.id()).endsWith(".6");
            Files.writeString(log, "first\nhalf \rof it\n\nthird\n");
            assertThat(page.next("lines")).isEqualTo("half of it\n\nthird\n");
        }
        try (Events page = listen("stage/0/live")) {
            assertThat(page.next("drawing")).contains("msb-");
            assertThat(page.next("lines"))
                    .as("who has not asked for lines gets none")
                    .isNull();
        }
    }

    @Test
    void requestsThatFindTooManyHeldAreOverAtOnce() throws Exception {
        stands("running", "waiting");
        MultiStageBuildAction.follow(run, "7", this::source);
        List<Events> pages = new ArrayList<>();
        for (int page = 0; page < 20; page++) {
            pages.add(listen("live"));
        }
        try (Events late = listen("live")) {
            assertThat(late.next("drawing")).contains("0 of 2 stages have ended");
            assertThat(late.retry()).as("in milliseconds").isEqualTo(2_000);
            assertThat(pages.get(0).next("drawing")).contains("0 of 2 stages have ended");
            assertThat(pages.get(0).retry()).isLessThan(500);
        }
        for (Events page : pages) {
            page.close();
        }
    }

    @Test
    void fiftyPagesAskTheBuildOnceAndGetTheSameDrawing() throws Exception {
        stands("running", "waiting");
        long begun = System.nanoTime();
        MultiStageBuildAction.follow(run, "7", this::source);
        for (int page = 0; page < 50; page++) {
            assertThat(get("live").statusCode()).isEqualTo(200);
        }
        assertHardlyAsked(begun);
    }

    /** How long a request takes is told in the log only: docs/benchmarks.md has it. */
    @Test
    void fiftyOpenPagesCostNextToNothing() throws Exception {
        stands("running", "waiting");
        MultiStageBuildAction.follow(run, "7", this::source);
        long begun = System.nanoTime();
        String tag = get("live").headers().firstValue("ETag").orElseThrow();
        long bytes = 0;
        for (int warm = 0; warm < 200; warm++) {
            get("live", "If-None-Match", tag);
        }
        long begin = System.nanoTime();
        int requests = 50 * 10;
        for (int request = 0; request < requests; request++) {
            HttpResponse<String> answer = get("live", "If-None-Match", tag);
            bytes += answer.body().length();
        }
        long micros = (System.nanoTime() - begin) / 1_000 / requests;
        LOGGER.info(() -> "a request of an open page takes " + micros + " microseconds");
        assertHardlyAsked(begun);
        assertThat(bytes).as("only what has changed is sent").isLessThan(100_000);
    }

    private void assertHardlyAsked(long begun) {
        assertThat(asked.get())
                .as("the step is asked four times a second at most")
                .isLessThanOrEqualTo(
                        3 + (int) (Duration.ofNanos(System.nanoTime() - begun).toMillis() / 250));
    }

    @Test
    void theLogOfARunningStageIsSentAsItGrows() throws Exception {
        stands("running", "waiting");
        MultiStageBuildAction.follow(run, "7", this::source);
        String name = Plain.text(Plain.maps(standing.get(), "stages").get(0), "log");
        assertThat(get("stage/0/log?start=0").headers().firstValue("X-More-Data"))
                .hasValue("true");

        Path log = new StepFiles(run, "7").folder().toPath().resolve(name);
        Files.createDirectories(log.getParent());
        Files.writeString(log, "first\nhal");
        HttpResponse<String> first = get("stage/0/log?start=0");
        assertThat(first.body()).isEqualTo("first\n");
        assertThat(first.headers().firstValue("X-Text-Size")).hasValue("6");
        Files.writeString(log, "first\nhalf\n");
        assertThat(get("stage/0/log?start=6").body()).isEqualTo("half\n");

        SampleBuilds.leave(run, "7", "shop/web:1", SampleBuilds.report("1-two"));
        HttpResponse<String> end = get("stage/0/log?start=11");
        assertThat(end.headers().firstValue("X-More-Data")).hasValue("false");
    }

    @Test
    void aStepWhoseBuildIsOverDoesNotRun() throws Exception {
        END[0].countDown();
        jenkins.waitForCompletion(run);

        HttpResponse<String> live = get("live");

        assertThat(live.headers().firstValue("X-Running")).hasValue("false");
        assertThat(get("").body()).contains("There is no report of this step");
    }

    private Map<String, Object> source() {
        asked.incrementAndGet();
        return standing.get();
    }

    /** Lets the kept build of two stages stand somewhere in its middle. */
    private void stands(String first, String second) throws Exception {
        Map<String, Object> report = SampleBuilds.map(SampleBuilds.report("1-two"));
        report.put("result", "running");
        report.put("image", null);
        Plain.maps(report, "stages").get(0).put("state", first);
        Plain.maps(report, "stages").get(1).put("state", second);
        standing.set(report);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private Events listen(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path)).header("Accept", "text/event-stream");
        return Events.of(http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofInputStream()));
    }

    private URI address(String path) throws Exception {
        try {
            return jenkins.getURL().toURI().resolve(run.getUrl() + "multi-stage-build/step/7/" + path);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    /** Runs until the test says that it may end. */
    public static final class UntilTold extends TestBuilder {
        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException {
            END[0].await();
            return true;
        }
    }
}
