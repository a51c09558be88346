package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.Failure;
import io.jenkins.plugins.multistagebuild.build.InstructionOutcome;
import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.build.Result;
import io.jenkins.plugins.multistagebuild.build.StageOutcome;
import io.jenkins.plugins.multistagebuild.build.StageState;
import io.jenkins.plugins.multistagebuild.build.Transfer;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes a report of a graph and what became of it. */
final class ReportMaker {

    private final StageGraph graph;
    private final Outcome outcome;
    private final LayerOrigins origins;
    private final Cuts cuts = new Cuts();
    private final Slack slack;

    private ReportMaker(StageGraph graph, Outcome outcome) {
        this.graph = graph;
        this.outcome = outcome;
        this.origins = LayerOrigins.of(graph, outcome.image());
        this.slack = new Slack(graph, this::millis, this::travelMillis);
    }

    static BuildReport report(StageGraph graph, Outcome outcome) {
        Result result = outcome.result();
        if (result == null) {
            throw new IllegalArgumentException("a run that has not ended has no report");
        }
        return new ReportMaker(graph, outcome).report(result.json());
    }

    static BuildReport live(StageGraph graph, Outcome outcome) {
        return new ReportMaker(graph, outcome).report("running");
    }

    private BuildReport report(String result) {
        BuildReport.ImageReport image = image(outcome.image());
        List<BuildReport.StageReport> stages =
                outcome.stages().stream().map(this::stage).toList();
        BuildReport.FailureReport failure = failure(outcome.failure());
        List<BuildReport.EngineReport> engines = engines();
        return new BuildReport(
                BuildReport.SCHEMA_VERSION,
                name(graph.file()),
                graph.target(),
                result,
                outcome.startedAt().toString(),
                outcome.wallMillis(),
                outcome.stages().stream()
                        .flatMap(stage -> stage.instructions().stream())
                        .mapToLong(InstructionOutcome::wallMillis)
                        .sum(),
                image,
                stages,
                outcome.transfers().isEmpty() ? graph.criticalPath(this::millis) : slack.criticalPath(),
                lint(),
                transfers(),
                engines,
                failure,
                CacheReport.of(stages),
                null,
                cuts.told(),
                null,
                List.of(),
                WasteMaker.report(outcome.analysis(), image),
                cuts.list("notes", outcome.notes(), Cuts.ITEMS).stream()
                        .map(each -> cuts.text("notes", each, Cuts.MESSAGE))
                        .toList());
    }

    private long millis(Stage stage) {
        return outcome.stages().get(stage.index()).wallMillis();
    }

    /** How long what a stage needs of another one was on its way. */
    private long travelMillis(int from, int to) {
        String host = outcome.stages().get(to).host();
        return outcome.transfers().stream()
                .filter(each -> each.stage() == from && each.to().equals(host))
                .mapToLong(Transfer::wallMillis)
                .max()
                .orElse(0);
    }

    private List<BuildReport.TransferReport> transfers() {
        return cuts.list("transfers", outcome.transfers(), Cuts.ITEMS).stream()
                .map(each -> new BuildReport.TransferReport(
                        name(each.from()),
                        name(each.to()),
                        each.stage(),
                        cuts.list("paths", each.paths(), Cuts.ITEMS).stream()
                                .map(this::text)
                                .toList(),
                        each.bytes(),
                        each.wallMillis(),
                        each.sizeBytes(),
                        each.through() == null ? null : name(each.through())))
                .toList();
    }

    private List<BuildReport.LintReport> lint() {
        return cuts.list("lint", graph.lint(), Cuts.ITEMS).stream()
                .map(each -> new BuildReport.LintReport(
                        each.rule(), each.line(), cuts.text("lint", each.text(), Cuts.MESSAGE), each.link()))
                .toList();
    }

    private List<BuildReport.EngineReport> engines() {
        return cuts.list("engines", outcome.engines(), Cuts.ITEMS).stream()
                .map(each -> new BuildReport.EngineReport(
                        name(each.host()),
                        each.engine().flavour().json(),
                        name(each.engine().clientVersion()),
                        name(each.engine().serverVersion())))
                .toList();
    }

    private String name(String text) {
        return cuts.text("names", text, Cuts.NAME);
    }

    @CheckForNull
    private String nameOrNull(@CheckForNull String text) {
        return text == null ? null : name(text);
    }

    private String text(String text) {
        return cuts.text("instructions", text, Cuts.TEXT);
    }

    @CheckForNull
    private BuildReport.ImageReport image(@CheckForNull ImageDetails image) {
        if (image == null) {
            return null;
        }
        List<PushReport> pushes = cuts.list("pushes", outcome.pushes(), Cuts.ITEMS).stream()
                .map(push -> new PushReport(name(push.reference()), push.digest(), push.wallMillis()))
                .toList();
        return new BuildReport.ImageReport(
                image.id(),
                cuts.list("tags", outcome.tags(), Cuts.ITEMS).stream()
                        .map(this::name)
                        .toList(),
                pushes.isEmpty() ? null : pushes.get(0).digest(),
                image.sizeBytes(),
                nameOrNull(base()),
                layers(),
                pushes,
                origins.count(image));
    }

    private List<BuildReport.LayerReport> layers() {
        return cuts.list("layers", origins.layers(), Cuts.LAYERS).stream()
                .map(layer -> new BuildReport.LayerReport(
                        layer.digest(),
                        layer.sizeBytes(),
                        text(layer.instruction()),
                        layer.line(),
                        layer.stage(),
                        layer.fromBase()))
                .toList();
    }

    /** The image below the target and the stages under it. */
    @CheckForNull
    private String base() {
        Base base = graph.stage(graph.target()).base();
        for (Integer below = base.stage(); below != null; below = base.stage()) {
            base = graph.stage(below).base();
        }
        return base.kind() == Base.Kind.IMAGE ? base.ref() : null;
    }

    private BuildReport.StageReport stage(StageOutcome run) {
        Stage stage = graph.stage(run.index());
        boolean skipped = run.state() == StageState.SKIPPED;
        return new BuildReport.StageReport(
                stage.index(),
                nameOrNull(stage.name()),
                name(stage.displayName()),
                stage.line(),
                run.state().json(),
                cuts.text("reasons", stage.reason(), Cuts.TEXT),
                stage.dependencies().stream().map(Dependency::stage).distinct().toList(),
                nameOrNull(run.host()),
                run.queuedMillis(),
                time(run.startedAt()),
                run.wallMillis(),
                skipped ? 0 : slack.of(stage),
                instructions(stage, run.instructions()),
                skipped ? null : "stages/" + stage.fileName() + ".log",
                run.logClipped(),
                stage.index() == graph.target() && outcome.image() != null
                        ? Long.valueOf(outcome.image().sizeBytes())
                        : outcome.stageBytes().get(stage.index()));
    }

    private List<BuildReport.InstructionReport> instructions(Stage stage, List<InstructionOutcome> runs) {
        List<BuildReport.InstructionReport> reports = new ArrayList<>();
        for (InstructionOutcome run :
                cuts.list("instructions of stage " + name(stage.displayName()), runs, Cuts.INSTRUCTIONS)) {
            // The first one is FROM, which has no layer of its own.
            Long size = reports.isEmpty() ? null : origins.size(stage, reports.size() - 1);
            reports.add(new BuildReport.InstructionReport(
                    run.line(),
                    text(run.text()),
                    run.state().json(),
                    time(run.startedAt()),
                    run.wallMillis(),
                    size,
                    run.sharedWith()));
        }
        return reports;
    }

    @CheckForNull
    private BuildReport.FailureReport failure(@CheckForNull Failure failure) {
        return failure == null
                ? null
                : new BuildReport.FailureReport(
                        cuts.text("messages", failure.message(), Cuts.MESSAGE),
                        failure.stage(),
                        failure.line() > 0 ? failure.line() : null,
                        failure.exitStatus(),
                        cuts.list("last lines of the log", failure.lastLines(), 20).stream()
                                .map(line -> cuts.text("last lines", line, Cuts.TEXT + 1))
                                .toList());
    }

    @CheckForNull
    private static String time(@CheckForNull Instant time) {
        return time == null ? null : time.toString();
    }
}
