package io.jenkins.plugins.multistagebuild.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.Failure;
import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.build.Result;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.page.StepFiles;
import io.jenkins.plugins.multistagebuild.page.StepSummary;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
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

    static Ending of(
            StepContext context,
            String id,
            MultiStageBuildStep step,
            Build build,
            Mask mask,
            @CheckForNull String baseId,
            @CheckForNull Throwable cause)
            throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        StepFiles files = new StepFiles(run, id);
        Outcome outcome = build.outcome(Instant.now())
                .withClippedLogs(
                        StageLogs.cut(build.graph(), files.folder().toPath().resolve("stages")));
        BuildReport earlier = outcome.result() == Result.SUCCESS ? Baseline.find(run, id, mask.text(step.key())) : null;
        Review review = Review.of(report(build, outcome), earlier, step.gates(), mask);
        String title = mask.text(step.title());
        Failure why = outcome.failure();
        String message = why == null ? null : mask.text(words(why));
        byte[] json = new ObjectMapper().writeValueAsBytes(review.plain());
        files.writeReport(json);
        TaskListener listener = context.get(TaskListener.class);
        try {
            Archive.fill(files, run, listener, json);
        } catch (IOException | RuntimeException e) {
            // Clients of cloud storage throw what need not be declared.
            listener.getLogger().println("report and logs could not be archived: " + e.getMessage());
        }
        MultiStageBuildAction.put(
                run,
                StepSummary.of(id, title, review.plain(), message)
                        .keyed(mask.text(step.key()))
                        .basedOn(Provenance.bases(build.graph(), mask)));
        ImageDetails image = outcome.image();
        if (outcome.result() == Result.SUCCESS && image != null) {
            Provenance.note(run, image.id(), baseId);
        }
        Label.end(context, title, build.graph(), outcome);
        review.tell(context, mask);
        Throwable failure = failure(outcome, message, cause);
        return new Ending(review.plain(), failure == null ? review.failure(mask) : failure);
    }

    /** What the agent found in the image counts only if it makes a report that can be. */
    private static BuildReport report(Build build, Outcome outcome) {
        BuildReport report = BuildReport.of(build.graph(), outcome);
        if (outcome.analysis() == null) {
            return report;
        }
        try {
            return ReportJson.read(ReportJson.write(report));
        } catch (IOException e) {
            Analysis refused = Analysis.failed("what the agent found can't be: " + e.getMessage(), 0);
            return BuildReport.of(build.graph(), outcome.withAnalysis(refused));
        }
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
}
