package io.jenkins.plugins.multistagebuild.page;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds with reports that no engine has to make: those that the tests of the report keep. */
final class SampleBuilds {

    private static final Path KEPT = Path.of("../test/resources/io/jenkins/plugins/multistagebuild/report/versions")
            .toAbsolutePath();

    private SampleBuilds() {}

    /** The text of a kept report. */
    static String report(String name) throws IOException {
        return Files.readString(KEPT.resolve(name + ".json"));
    }

    static Map<String, Object> map(String json) throws IOException {
        return new ObjectMapper().readValue(json, new TypeReference<Map<String, Object>>() {});
    }

    /** Leaves a step with a build, as a step does that has ended, with a log for each stage. */
    static void leave(Run<?, ?> run, String id, String title, String json) throws IOException {
        Map<String, Object> report = map(json);
        new StepFiles(run, id).writeReport(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (Map<String, Object> stage : Plain.maps(report, "stages")) {
            if (stage.get("log") != null) {
                log(
                        run,
                        id,
                        Plain.text(stage, "log"),
                        "2026-01-02T03:04:05.678Z a line of " + stage.get("name") + "\n");
            }
        }
        String message = Plain.text(Plain.map(report, "failure"), "message");
        MultiStageBuildAction.put(run, StepSummary.of(id, title, report, message.isEmpty() ? null : message));
    }

    static void log(Run<?, ?> run, String id, String path, String text) throws IOException {
        Path file = run.getRootDir().toPath().resolve("archive/multi-stage-build/" + id + "/" + path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A build of a new job with one step, {@code 7}. */
    static Run<?, ?> build(JenkinsRule jenkins, String name, String report) throws Exception {
        Run<?, ?> run = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject(name));
        leave(run, "7", "shop/web:1", report(report));
        return run;
    }
}
