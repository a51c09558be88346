package io.jenkins.plugins.multistagebuild.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for a terminal of 80 columns: the tables first, the answers last, where a terminal shows them. */
public final class ReportText {

    private static final int MAX_FINDINGS = 20;

    private final BuildReport report;
    private final TextLines lines = new TextLines();

    private ReportText(BuildReport report) {
        this.report = report;
    }

    /** The lines of the report, without line feeds. */
    public static List<String> lines(BuildReport report) {
        return new ReportText(report).lines();
    }

    private List<String> lines() {
        StageText.write(report, lines);
        InstructionText.write(report, lines);
        transfers();
        BuildReport.ImageReport image = report.image();
        if (image != null) {
            LayerText.write(report, image, lines);
        }
        WasteReport waste = report.waste();
        if (waste != null) {
            WasteText.write(report, waste, lines);
        }
        summary();
        Comparison comparison = report.comparison();
        if (comparison != null) {
            ComparisonText.write(comparison, lines);
        }
        gates();
        report.notes().forEach(lines::prose);
        if (!report.cut().isEmpty()) {
            lines.section("");
            lines.prose("Cut to keep the report in bounds: " + String.join("; ", report.cut()));
        }
        BuildReport.FailureReport failure = report.failure();
        if (failure != null) {
            failure(failure);
        }
        findings();
        return lines.lines();
    }

    private void transfers() {
        if (report.transfers().isEmpty()) {
            return;
        }
        lines.section("");
        lines.row(Columns.right("Sent", 9), Columns.right("Took", 11), "What");
        for (BuildReport.TransferReport transfer : report.transfers()) {
            Long bytes = transfer.bytes();
            lines.row(
                    Columns.right(bytes == null ? "" : ByteSize.format(bytes), 9),
                    Columns.right(Durations.format(transfer.wallMillis()), 11),
                    report.stage(transfer.stage()).displayName() + ": " + transfer.fromHost() + " → "
                            + transfer.toHost()
                            + (transfer.through() == null ? "" : " through " + transfer.through())
                            + (transfer.paths().isEmpty() ? "" : ", " + String.join(" ", transfer.paths())));
        }
    }

    private void summary() {
        lines.section("");
        lines.prose(capital(report.result()) + " in " + Durations.format(report.wallMillis())
                + "; instructions one after the other: " + Durations.format(report.sequentialMillis()));
        List<BuildReport.StageReport> path = report.criticalPath().stream()
                .map(report::stage)
                .filter(stage -> stage.startedAt() != null)
                .toList();
        if (!path.isEmpty()) {
            lines.prose("Critical path: "
                    + path.stream().map(BuildReport.StageReport::displayName).collect(Collectors.joining(" → ")));
        }
        CacheReport cache = report.cache();
        Integer percent = cache.percent();
        if (percent != null) {
            lines.prose("Cache: " + percent + " % of " + cache.steps()
                    + (cache.steps() == 1 ? " step (" : " steps (") + cache.cached() + " cached, " + cache.shared()
                    + " shared with another stage)");
        }
        BuildReport.ImageReport image = report.image();
        if (image != null) {
            image(image);
        }
    }

    private void image(BuildReport.ImageReport image) {
        lines.prose("Image: " + ByteSize.format(image.sizeBytes()) + " in " + image.allLayers()
                + (image.allLayers() == 1 ? " layer" : " layers")
                + (PackedSizes.in(report) ? "; packed, as the registry has them" : ""));
        lines.row("  " + image.id());
        image.tags().forEach(tag -> lines.row("  " + tag));
        image.pushes()
                .forEach(push -> lines.row("  pushed to " + push.reference()
                        + (push.wallMillis() == 0 ? "" : " in " + Durations.format(push.wallMillis())) + ": "
                        + push.digest()));
        if (image.layerBytes() != image.sizeBytes() && report.cut().isEmpty()) {
            lines.prose("  Its layers add up to " + ByteSize.format(image.layerBytes())
                    + ": the engine counts otherwise, as containerd's image store does, which counts packed data.");
        }
        SavingReport saving = report.saving();
        if (saving != null) {
            BuildReport.StageReport largest = report.stage(saving.stage());
            lines.prose("Stages on the way: the largest is " + largest.displayName() + ", "
                    + ByteSize.format(saving.stageBytes())
                    + (saving.savedBytes() == 0
                            ? "; the image is no smaller"
                            : "; " + ByteSize.format(saving.savedBytes()) + " of that are not in the image"));
        } else if (!report.stage(report.target()).dependencies().isEmpty()) {
            lines.prose("Stages on the way: the engine does not tell their sizes"
                    + (report.engines().stream()
                                    .anyMatch(engine -> engine.flavour().equals("classic"))
                            ? ""
                            : "; BuildKit makes no images of them"));
        }
    }

    private void gates() {
        if (report.gates().isEmpty()) {
            return;
        }
        lines.section("");
        for (GateReport gate : report.gates()) {
            String word = gate.missed() ? gate.result().toUpperCase(Locale.ROOT) : gate.result();
            lines.prose("Gate " + gate.name() + " " + word + ": " + gate.message());
        }
    }

    private void failure(BuildReport.FailureReport failure) {
        lines.section("");
        lines.message(failure.message());
        failure.lastLines().forEach(line -> lines.row("  | " + line));
    }

    private void findings() {
        List<BuildReport.LintReport> findings = report.lint();
        if (findings.isEmpty()) {
            return;
        }
        lines.section(
                findings.size() == 1
                        ? "1 finding in the Dockerfile:"
                        : findings.size() + " findings in the Dockerfile:");
        findings.stream()
                .limit(MAX_FINDINGS)
                .forEach(each -> lines.row(Columns.right("line " + each.line(), 9), each.rule() + ": " + each.text()));
        if (findings.size() > MAX_FINDINGS) {
            lines.row("           … and " + (findings.size() - MAX_FINDINGS) + " more");
        }
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
