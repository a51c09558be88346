package io.jenkins.plugins.multistagebuild.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.Failure;
import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.build.Result;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.page.StepFiles;
import io.jenkins.plugins.multistagebuild.page.StepSummary;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.ReportHtml;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.util.BuildListenerAdapter;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * What a step leaves behind: report and logs among the artifacts, the report beside the build's record, a line on the
 * build page, and a result or a failure. Nothing of it holds what is masked in the step's log. It can be done again
 * after a restart in its middle.
 *
 * @param report the report as plain maps
 * @param failure what the step ends with; null where it succeeded
 */
record Ending(Map<String, Object> report, @CheckForNull Throwable failure) {

    static Ending of(StepContext context, String id, String title, Build build, @CheckForNull Throwable cause)
            throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        StepFiles files = new StepFiles(run, id);
        Outcome outcome = build.outcome(Instant.now())
                .withClippedLogs(
                        StageLogs.cut(build.graph(), files.folder().toPath().resolve("stages")));
        Mask mask = Mask.of(context);
        Map<String, Object> report = mask.map(ReportJson.asMap(BuildReport.of(build.graph(), outcome)));
        Failure why = outcome.failure();
        String message = why == null ? null : mask.text(words(why));
        byte[] json = new ObjectMapper().writeValueAsBytes(report);
        files.writeReport(json);
        TaskListener listener = context.get(TaskListener.class);
        try {
            archive(files, run, listener, json);
        } catch (IOException e) {
            listener.getLogger().println("report and logs could not be archived: " + e.getMessage());
        }
        MultiStageBuildAction.put(run, StepSummary.of(id, title, report, message));
        return new Ending(report, failure(outcome, message, cause));
    }

    @CheckForNull
    private static Throwable failure(Outcome outcome, @CheckForNull String message, @CheckForNull Throwable cause) {
        if (outcome.result() == Result.SUCCESS) {
            return null;
        } else if (cause != null) {
            return cause;
        } else if (outcome.result() == Result.ABORTED) {
            return new FlowInterruptedException(hudson.model.Result.ABORTED, true);
        }
        return new AbortException(message);
    }

    /** The failure as the user reads it: what happened, then what the stage said last. */
    private static String words(Failure failure) {
        if (failure.lastLines().isEmpty()) {
            return failure.message();
        }
        return failure.message() + "\n  | " + String.join("\n  | ", failure.lastLines());
    }

    private static void archive(StepFiles files, Run<?, ?> run, TaskListener listener, byte[] json)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(files.folder().toPath());
        Files.write(folder.resolve("report.json"), json);
        Files.writeString(
                folder.resolve("report.html"), ReportHtml.page(ReportJson.read(json)), StandardCharsets.UTF_8);
        Map<String, String> artifacts = new TreeMap<>();
        for (String path : List.of("report.json", "report.html")) {
            artifacts.put(files.artifact(path), path);
        }
        for (String log : logs(folder.resolve("stages"))) {
            artifacts.put(files.artifact("stages/" + log), "stages/" + log);
        }
        run.pickArtifactManager()
                .archive(
                        new FilePath(folder.toFile()),
                        new Launcher.LocalLauncher(listener),
                        BuildListenerAdapter.wrap(listener),
                        artifacts);
        new FilePath(folder.toFile()).deleteRecursive();
    }

    private static List<String> logs(Path stages) throws IOException {
        if (!Files.isDirectory(stages)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(stages)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .toList();
        }
    }
}
