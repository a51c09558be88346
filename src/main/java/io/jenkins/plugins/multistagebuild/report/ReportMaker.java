package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.Failure;
import io.jenkins.plugins.multistagebuild.build.InstructionOutcome;
import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.build.StageOutcome;
import io.jenkins.plugins.multistagebuild.build.StageState;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.time.Instant;
import java.util.List;

/** Makes a report of a graph and what became of it. */
final class ReportMaker {

    private final StageGraph graph;
    private final Outcome outcome;
    private final List<BuildReport.LayerReport> layers;
    private final Slack slack;

    private ReportMaker(StageGraph graph, Outcome outcome) {
        this.graph = graph;
        this.outcome = outcome;
        this.layers = outcome.image() == null
                ? List.of()
                : new LayerOrigins(graph).of(outcome.image().layers());
        this.slack =
                new Slack(graph, stage -> outcome.stages().get(stage.index()).wallMillis());
    }

    static BuildReport report(StageGraph graph, Outcome outcome) {
        if (outcome.result() == null) {
            throw new IllegalArgumentException("a run that has not ended has no report");
        }
        return new ReportMaker(graph, outcome).report();
    }

    private BuildReport report() {
        return new BuildReport(
                BuildReport.SCHEMA_VERSION,
                graph.file(),
                graph.target(),
                outcome.result().json(),
                outcome.startedAt().toString(),
                outcome.wallMillis(),
                outcome.stages().stream()
                        .flatMap(stage -> stage.instructions().stream())
                        .mapToLong(InstructionOutcome::wallMillis)
                        .sum(),
                image(outcome.image()),
                outcome.stages().stream().map(this::stage).toList(),
                slack.criticalPath(),
                graph.lint().stream()
                        .map(each -> new BuildReport.LintReport(each.rule(), each.line(), each.text(), each.link()))
                        .toList(),
                List.of(),
                outcome.engines().stream()
                        .map(each -> new BuildReport.EngineReport(
                                each.host(),
                                each.engine().flavour().json(),
                                each.engine().clientVersion(),
                                each.engine().serverVersion()))
                        .toList(),
                failure(outcome.failure()));
    }

    @CheckForNull
    private BuildReport.ImageReport image(@CheckForNull ImageDetails image) {
        if (image == null) {
            return null;
        }
        List<BuildReport.PushReport> pushes = outcome.pushes().stream()
                .map(push -> new BuildReport.PushReport(push.reference(), push.digest(), push.wallMillis()))
                .toList();
        String digest = pushes.isEmpty() ? null : pushes.get(0).digest();
        return new BuildReport.ImageReport(
                image.id(), outcome.tags(), digest, image.sizeBytes(), base(), layers, pushes);
    }

    /** The image below the target and the stages under it. */
    @CheckForNull
    private String base() {
        Base base = graph.stage(graph.target()).base();
        while (base.stage() != null) {
            base = graph.stage(base.stage()).base();
        }
        return base.kind() == Base.Kind.IMAGE ? base.ref() : null;
    }

    private BuildReport.StageReport stage(StageOutcome run) {
        Stage stage = graph.stage(run.index());
        boolean skipped = run.state() == StageState.SKIPPED;
        return new BuildReport.StageReport(
                stage.index(),
                stage.name(),
                stage.displayName(),
                stage.line(),
                run.state().json(),
                stage.reason(),
                stage.dependencies().stream().map(Dependency::stage).distinct().toList(),
                run.host(),
                run.queuedMillis(),
                text(run.startedAt()),
                run.wallMillis(),
                skipped ? 0 : slack.of(stage),
                run.instructions().stream()
                        .map(each -> instruction(stage, each))
                        .toList(),
                skipped ? null : "stages/" + stage.fileName() + ".log",
                run.logClipped());
    }

    private BuildReport.InstructionReport instruction(Stage stage, InstructionOutcome run) {
        return new BuildReport.InstructionReport(
                run.line(),
                run.text(),
                run.state().json(),
                text(run.startedAt()),
                run.wallMillis(),
                size(stage, run),
                run.sharedWith());
    }

    @CheckForNull
    private Long size(Stage stage, InstructionOutcome run) {
        for (BuildReport.LayerReport layer : layers) {
            if (layer.stage() != null
                    && layer.stage() == stage.index()
                    && layer.line() != null
                    && layer.line() == run.line()
                    && layer.instruction().equals(run.text())) {
                return layer.sizeBytes();
            }
        }
        return null;
    }

    @CheckForNull
    private static BuildReport.FailureReport failure(@CheckForNull Failure failure) {
        return failure == null
                ? null
                : new BuildReport.FailureReport(
                        failure.message(),
                        failure.stage(),
                        failure.line() > 0 ? failure.line() : null,
                        failure.exitStatus(),
                        failure.lastLines());
    }

    @CheckForNull
    private static String text(@CheckForNull Instant time) {
        return time == null ? null : time.toString();
    }
}
