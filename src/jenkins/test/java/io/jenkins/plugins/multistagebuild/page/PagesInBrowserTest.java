package io.jenkins.plugins.multistagebuild.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Run;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages in a headless Chromium, with the Content Security Policy that Jenkins enforces in development. */
@WithJenkins
class PagesInBrowserTest {

    private static final String EVIL = "\"'></script><script>document.title='broken'</script>"
            + "<img src=x onerror=\"document.title='broken'\"><svg onload=\"document.title='broken'\">${it} \u202e";

    @TempDir
    private Path folder;

    private JenkinsRule jenkins;
    private Path program;

    @BeforeEach
    void browser(JenkinsRule rule) {
        jenkins = rule;
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(path -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "SKIPPED: no Chromium on the PATH");
        program = found.get();
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
            String shown = show(page);
            assertThat(shown).as(page).contains("</html>").doesNotContain("<title>broken");
        }
        assertThat(show("job/p/1/multi-stage-build/step/7/stage/0/"))
                .contains("id=\"L2\"")
                .contains("red \"'&gt;&lt;/script&gt;");
    }

    /** What the page becomes; the browser has nothing to say about it. */
    private String show(String page) throws Exception {
        Path dom = folder.resolve("dom");
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--enable-logging=stderr",
                        "--virtual-time-budget=5000",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        jenkins.getURL() + page)
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(page).isTrue();
        assertThat(Files.readAllLines(log, StandardCharsets.UTF_8))
                .as(page)
                .noneMatch(line -> line.contains("CONSOLE")
                        && (line.contains("Content Security Policy") || line.contains("Uncaught")));
        return Files.readString(dom);
    }
}
