package io.jenkins.plugins.multistagebuild.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.model.experimentalflags.UserExperimentalFlagsProperty;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** The pages of builds, their steps and stages. */
@WithJenkins
class PagesTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void theBuildPageShowsEachStepWithItsFiguresAndTheWayToItsPage() throws Exception {
        Run<?, ?> run = SampleBuilds.build(jenkins, "p", "1-compared");
        SampleBuilds.leave(run, "9", "shop/test:1", SampleBuilds.report("1-shop-failed"));

        String text = text(run.getUrl());

        StepSummary compared =
                run.getAction(MultiStageBuildAction.class).getSteps().get(0);
        assertThat(compared.getSizeChangeText()).matches("[+-][0-9.]+ [kM]?B");
        assertThat(text)
                .contains("shop/web:1", compared.getSizeText(), compared.getSizeChangeText())
                .contains("Critical path: " + compared.getCriticalPathText())
                .contains(compared.getMissedGates())
                .contains("shop/test:1", "failure");
        HtmlPage page = client().goTo(run.getUrl());
        StepSummary failed =
                run.getAction(MultiStageBuildAction.class).getSteps().get(1);
        assertThat(page.getAnchorByText("shop/web:1").click().getUrl().getPath())
                .endsWith("/multi-stage-build/step/7/");
        assertThat(page.getAnchorByText("its log").click().getUrl().getPath())
                .endsWith("/multi-stage-build/step/9/" + failed.getFailedPage());
    }

    /** The Pipeline can't resume, or has lost its state with the controller. */
    @Test
    void aStepThatItsBuildDidNotGoOnWithHasEndedWithIt() throws Exception {
        Run<?, ?> run = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("given-up"));
        MultiStageBuildAction.put(run, StepSummary.running("7", "shop/web:1"));

        assertThat(text(run.getUrl())).contains("shop/web:1", "aborted", StepSummary.GIVEN_UP);
        MultiStageBuildAction action = run.getAction(MultiStageBuildAction.class);
        assertThat(action.getBadge().getText()).isEqualTo("1");
        assertThat(action.getStepBeans().get(0).getResult()).isEqualTo("aborted");
        assertThat(action.getStep("7").isRunning()).isFalse();
    }

    /** The files may be on a slow disk, or far away. */
    @Test
    void noFileIsReadToDrawTheBuildPage() throws Exception {
        Run<?, ?> run = SampleBuilds.build(jenkins, "p", "1-shop-hosts");
        Files.delete(run.getRootDir().toPath().resolve("multi-stage-build-7.v1.json"));
        Files.createDirectory(run.getRootDir().toPath().resolve("multi-stage-build-7.v1.json"));

        assertThat(text(run.getUrl())).contains("shop/web:1", " MB", "Critical path: ");
    }

    @Test
    void aBuildPageWithTwentyStepsIsDrawnAsFastAsWithout() throws Exception {
        Run<?, ?> without = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("without"));
        Run<?, ?> with = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("with"));
        for (int step = 1; step <= 20; step++) {
            SampleBuilds.leave(with, "" + step, "shop/web:" + step, SampleBuilds.report("1-shop-hosts"));
        }
        long plain = Long.MAX_VALUE;
        long full = Long.MAX_VALUE;
        for (int i = 0; i < 30; i++) {
            plain = Math.min(plain, millis(without.getUrl(), ""));
            full = Math.min(full, millis(with.getUrl(), "shop/web:20"));
        }
        assertThat(full).isLessThan(plain + 30);
    }

    private long millis(String path, String expected) throws Exception {
        long begin = System.nanoTime();
        try (var in = new java.net.URL(jenkins.getURL(), path).openStream()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains(expected);
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    @Test
    void theNewBuildPageHasATabAndACard() throws Exception {
        Run<?, ?> run = SampleBuilds.build(jenkins, "p", "1-shop-hosts");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        hudson.model.User.getOrCreateByIdOrFullName("new")
                .addProperty(new UserExperimentalFlagsProperty(Map.of("new-build-page.flag", "true")));

        HtmlPage page = client("new").goTo(run.getUrl());

        assertThat(page.querySelectorAll(".app-build-bar__tabs a[href*='multi-stage-build']"))
                .hasSize(1);
        assertThat(page.querySelectorAll(".jenkins-card").stream()
                        .map(HtmlElement.class::cast)
                        .map(HtmlElement::asNormalizedText)
                        .filter(card -> card.contains("shop/web:1")))
                .singleElement()
                .asString()
                .startsWith("Multi-stage build")
                .contains(" MB", "Critical path: ");
        HtmlPage step = client("new").goTo(run.getUrl() + "multi-stage-build/step/7/");
        assertThat(step.querySelectorAll(".app-build-bar")).hasSize(1);
        assertThat(step.asNormalizedText()).contains("Timeline", "Layers");
    }

    @Test
    void theOwnPageHasTheReportAndTheStagesHaveTheirLogs() throws Exception {
        Run<?, ?> run = SampleBuilds.build(jenkins, "p", "1-shop-hosts");

        HtmlPage page = client().goTo(run.getUrl() + "multi-stage-build/");

        assertThat(page.asNormalizedText()).contains("Timeline", "Graph", "Stages", "Layers");
        assertThat(page.querySelectorAll("h1")).hasSize(1);
        HtmlPage same = client().goTo(run.getUrl() + "multi-stage-build/step/7/");
        assertThat(same.asNormalizedText()).contains("Timeline", "Layers");
        String log = same.querySelector(".msb-stages a[href^='stage/']")
                .getAttributes()
                .getNamedItem("href")
                .getNodeValue();
        HtmlPage stage = client().goTo(run.getUrl() + "multi-stage-build/step/7/" + log);
        assertThat(stage.asNormalizedText()).contains("State", "Instructions", "Line");
        assertThat(raw(run.getUrl() + "multi-stage-build/step/7/" + log + "log"))
                .contains(" a line of ");
        assertThat(raw(run.getUrl() + "multi-stage-build/step/7/report.json")).contains("\"schemaVersion\"");
    }

    @Test
    void withSeveralStepsTheFirstPageLeadsToEach() throws Exception {
        Run<?, ?> run = SampleBuilds.build(jenkins, "p", "1-two");
        SampleBuilds.leave(run, "9", "shop/test:1", SampleBuilds.report("1-two"));

        HtmlPage page = client().goTo(run.getUrl() + "multi-stage-build/");

        assertThat(page.querySelectorAll(".msb-report")).isEmpty();
        assertThat(page.getAnchorByText("shop/test:1").click().getUrl().getPath())
                .endsWith("/step/9/");
    }

    @Test
    void logsComeInPartsOfWholeLines() throws Exception {
        Run<?, ?> run = SampleBuilds.build(jenkins, "p", "1-two");
        String line = "2026-01-02T03:04:05.678Z " + "ä".repeat(99) + "\n";
        int bytes = line.getBytes(StandardCharsets.UTF_8).length;
        String stage = "multi-stage-build/step/7/stage/0/";
        String name = run.getAction(MultiStageBuildAction.class)
                .getStep("7")
                .getStage("0")
                .getWholeLog()
                .replaceFirst("^(../)+", "");
        SampleBuilds.log(run, "7", name, line.repeat(3_000));

        Page first = client().goTo(run.getUrl() + stage + "log?start=0", "text/plain");
        int part = Integer.parseInt(first.getWebResponse().getResponseHeaderValue("X-Text-Size"));
        assertThat(part % bytes).isZero();
        assertThat(part).isBetween(200_000, 256 * 1024);
        assertThat(first.getWebResponse().getResponseHeaderValue("X-More-Data")).isEqualTo("true");
        int start = part;
        while (start < 3_000 * bytes) {
            Page next = client().goTo(run.getUrl() + stage + "log?start=" + start, "text/plain");
            assertThat(next.getWebResponse().getContentAsString(StandardCharsets.UTF_8))
                    .startsWith("2026-")
                    .endsWith("ä\n");
            start = Integer.parseInt(next.getWebResponse().getResponseHeaderValue("X-Text-Size"));
        }
        Page end = client().goTo(run.getUrl() + stage + "log?start=" + start, "text/plain");
        assertThat(end.getWebResponse().getContentAsString()).isEmpty();
        assertThat(end.getWebResponse().getResponseHeaderValue("X-More-Data")).isEqualTo("false");
        assertThat(status(run.getUrl() + stage + "log?start=-5")).isEqualTo(200);
        assertThat(status(run.getUrl() + stage + "log?start=99999999999")).isEqualTo(200);
    }

    @Test
    void nothingOfAPrivateJobIsTold() throws Exception {
        Run<?, ?> run = SampleBuilds.build(jenkins, "p", "1-two");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("reader")
                .grant(Item.DISCOVER)
                .everywhere()
                .to("finder"));
        List<String> addresses = new ArrayList<>(Addresses.ofBuild("7"));
        addresses.add("multi-stage-build/step/7/"
                + Plain.maps(SampleBuilds.map(SampleBuilds.report("1-two")), "stages")
                        .get(0)
                        .get("log"));
        for (String path : addresses) {
            assertThat(status(run.getUrl() + path)).as(path).isIn(404);
            assertThat(status(run.getUrl() + path, "finder")).as(path).isIn(403, 404);
            assertThat(status(run.getUrl() + path, "reader")).as(path).isEqualTo(200);
        }
    }

    @Test
    void logsNeedTheirOwnPermissionWhereJenkinsAsksIt() throws Exception {
        Run<?, ?> run = SampleBuilds.build(jenkins, "p", "1-two");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(Run.ARTIFACTS)
                .everywhere()
                .to("artist"));
        boolean before = Run.ARTIFACTS.getEnabled();
        Run.ARTIFACTS.setEnabled(true);
        System.setProperty("hudson.security.ArtifactsPermission", "true");
        try {
            String step = run.getUrl() + "multi-stage-build/step/7/";
            String raw = step
                    + SampleBuilds.map(SampleBuilds.report("1-two"))
                            .get("stages")
                            .toString()
                            .replaceFirst("(?s).*?log=([^,]+),.*", "$1");
            for (String log : List.of(step + "stage/0/log", raw)) {
                assertThat(status(log, "reader")).as(log).isEqualTo(403);
                assertThat(status(log, "artist")).as(log).isEqualTo(200);
            }
            assertThat(client("reader").goTo(step + "stage/0/").asNormalizedText())
                    .contains("You may not read the logs of this build");
        } finally {
            Run.ARTIFACTS.setEnabled(before);
            System.clearProperty("hudson.security.ArtifactsPermission");
        }
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        Run<?, ?> run = SampleBuilds.build(jenkins, "p", "1-two");
        String step = run.getUrl() + "multi-stage-build/step/7/";
        new hudson.FilePath(run.getRootDir()).child("archive").deleteRecursive();
        assertThat(status(step + "stage/0/log")).isEqualTo(404);
        assertThat(status(step + "stage/0/")).isEqualTo(200);
        assertThat(status(step + "stage/99/")).isEqualTo(404);
        assertThat(status(step + "stage/-1/")).isEqualTo(404);
        assertThat(status(step + "stages/..%2F..%2Fbuild.xml")).isIn(400, 404);
        assertThat(status(run.getUrl() + "multi-stage-build/step/8/")).isEqualTo(404);

        Path report = run.getRootDir().toPath().resolve("multi-stage-build-7.v1.json");
        for (String damaged : List.of("{\"schemaVersion\":2,\"result\":\"success\",\"stages\":[]}", "nothing", "[]")) {
            Files.writeString(report, damaged);
            assertThat(text(step)).as(damaged).contains("There is no report of this step");
        }
        Files.delete(report);
        assertThat(text(step)).contains("There is no report of this step");
        assertThat(text(run.getUrl())).contains("shop/web:1");
        assertThat(status(step + "report.json")).isEqualTo(404);
    }

    @Test
    void buildsOfEarlierVersionsAndRenamedJobsKeepTheirPages() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("before");
        Run<?, ?> run = jenkins.buildAndAssertSuccess(job);
        SampleBuilds.leave(run, "7", "shop/web:1", SampleBuilds.report("1-two"));
        Path xml = run.getRootDir().toPath().resolve("build.xml");
        String known = Files.readString(xml);
        Files.writeString(
                xml,
                known.replaceAll("(?s)<(name|sizeChange|cachePercent|missedGates|failedIndex)>.*?</\\1>", "")
                        .replaceAll("<missedGates */>", ""));
        assertThat(Files.readString(xml)).isNotEqualTo(known);
        job.renameTo("after");
        jenkins.jenkins.reload();

        run = jenkins.jenkins.getItemByFullName("after", FreeStyleProject.class).getBuildByNumber(1);
        assertThat(text(run.getUrl())).contains("shop/web:1", "2 layers");
        assertThat(text(run.getUrl() + "multi-stage-build/")).contains("Timeline");
        StepSummary step = run.getAction(MultiStageBuildAction.class).getSteps().get(0);
        assertThat(step.getName()).isEqualTo("shop/web:1");
        assertThat(step.getMissedGates()).isEmpty();
    }

    @Test
    void namesThatAreMadeToBreakPagesStayText() throws Exception {
        String evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\\\" onload=alert(3) '${it.x}";
        Run<?, ?> run = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("p"));
        String json = SampleBuilds.report("1-shop-failed")
                .replaceAll(
                        "\"(name|displayName|reason|text|host|message)\":\"",
                        "\"$1\":\"" + evil.replace("\\", "\\\\").replace("$", "\\$"));
        SampleBuilds.leave(run, "7", "x" + evil, json);
        List<String> addresses = new ArrayList<>(Addresses.ofBuild("7"));
        addresses.add("");
        for (String path : addresses) {
            if (client().goTo(run.getUrl() + path, null) instanceof HtmlPage page) {
                assertThat(page.asNormalizedText()).as(path).contains("alert(1)");
                assertThat(page.querySelectorAll("[onload], [onerror], img[src='x']"))
                        .as(path)
                        .isEmpty();
                assertThat(page.getElementsByTagName("script").stream()
                                .filter(script -> script.getTextContent().contains("alert")))
                        .as(path)
                        .isEmpty();
            }
        }
        assertThat(SampleBuilds.map(raw(run.getUrl() + "multi-stage-build/step/7/report.json")))
                .containsKey("stages");
    }

    @Test
    void whoeverReadsGermanGetsGermanPagesAndTheDataStaysAsItIs() throws Exception {
        Run<?, ?> run = SampleBuilds.build(jenkins, "p", "1-compared");
        String step = run.getUrl() + "multi-stage-build/step/7/";
        Map<String, List<String>> pages = Map.of(
                run.getUrl(),
                List.of("Stages: ", "gebaut", "Kritischer Pfad: ", "das Image hat"),
                step,
                List.of("Seit dem früheren Build", "Zeitleiste", "Anweisungen", "Grenzwerte", "kleiner als"),
                step + "stage/0/",
                List.of("Zustand", "Anweisungen", "Protokoll"),
                "job/p/multi-stage-build/",
                List.of("Verlauf der Images", "Ergebnis", "erfolgreich"));
        LocaleProvider before = LocaleProvider.getProvider();
        LocaleProvider.setProvider(new OfTheRequest());
        try {
            for (Map.Entry<String, List<String>> page : pages.entrySet()) {
                assertThat(german(page.getKey())).as(page.getKey()).contains(page.getValue());
                assertThat(text(page.getKey())).as(page.getKey()).doesNotContain("Zeitleiste", "Ergebnis", "gebaut");
            }
            assertThat(german(step + "report.json")).isEqualTo(raw(step + "report.json"));
            String help = "descriptor/io.jenkins.plugins.multistagebuild.step.MultiStageBuildStep/help/push";
            assertThat(german(help)).contains("übertragen");
            assertThat(german("manage/configure"))
                    .contains("Multi-Stage-Build", "Größtes Protokoll einer Stage in MiB");
        } finally {
            LocaleProvider.setProvider(before);
        }
    }

    /** What Jenkins itself installs where it is not started by a test. */
    private static final class OfTheRequest extends LocaleProvider {
        @Override
        public Locale get() {
            StaplerRequest2 request = Stapler.getCurrentRequest2();
            return request == null ? Locale.getDefault() : request.getLocale();
        }
    }

    private String german(String path) throws Exception {
        var connection = new java.net.URL(jenkins.getURL(), path).openConnection();
        connection.setRequestProperty("Accept-Language", "de-DE,de;q=0.9");
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String text(String path) throws Exception {
        return client().goTo(path).asNormalizedText();
    }

    private String raw(String path) throws Exception {
        return client().goTo(path, null).getWebResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private int status(String path, String... user) throws Exception {
        JenkinsRule.WebClient client = user.length == 0 ? client() : client(user[0]);
        client.setThrowExceptionOnFailingStatusCode(false);
        return client.goTo(path, null).getWebResponse().getStatusCode();
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        return client().login(user);
    }

    private JenkinsRule.WebClient client() {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        client.getOptions().setPrintContentOnFailingStatusCode(false);
        return client;
    }
}
