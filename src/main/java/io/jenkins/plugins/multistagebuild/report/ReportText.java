package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report for a terminal of 80 columns. */
public final class ReportText {

    private static final int WIDTH = 80;
    private static final int MAX_FINDINGS = 20;

    private final BuildReport report;
    private final List<String> lines = new ArrayList<>();

    private ReportText(BuildReport report) {
        this.report = report;
    }

    /** The lines of the report, without line feeds. */
    public static List<String> lines(BuildReport report) {
        return new ReportText(report).lines();
    }

    private List<String> lines() {
        stages();
        summary();
        if (report.image() != null) {
            image(report.image());
        }
        if (report.failure() != null) {
            failure(report.failure());
        }
        findings();
        return lines;
    }

    private void stages() {
        int name = Math.min(
                30,
                report.stages().stream()
                        .mapToInt(stage -> Columns.width(stage.displayName()))
                        .max()
                        .orElse(5));
        name = Math.max(name, 5);
        line(Columns.left("Stage", name), "State   ", Columns.right("Time", 11), "Instructions");
        for (BuildReport.StageReport stage : report.stages()) {
            line(
                    Columns.left(stage.displayName(), name),
                    Columns.left(stage.state(), 8),
                    Columns.right(stage.startedAt() == null ? "" : Durations.format(stage.wallMillis()), 11),
                    stage.instructions().isEmpty() ? stage.reason() : instructions(stage));
        }
    }

    private static String instructions(BuildReport.StageReport stage) {
        Map<String, Long> states = stage.instructions().stream()
                .collect(Collectors.groupingBy(
                        BuildReport.InstructionReport::state, LinkedHashMap::new, Collectors.counting()));
        return stage.instructions().size() + ": "
                + states.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private void summary() {
        lines.add("");
        line(capital(report.result()) + " in " + Durations.format(report.wallMillis())
                + "; instructions one after the other: " + Durations.format(report.sequentialMillis()));
        line("Critical path: "
                + report.criticalPath().stream()
                        .map(index -> report.stage(index).displayName())
                        .collect(Collectors.joining(" → ")));
    }

    private void image(BuildReport.ImageReport image) {
        lines.add("");
        line("Image: " + ByteSize.format(image.sizeBytes()) + " in "
                + image.layers().size() + (image.layers().size() == 1 ? " layer" : " layers"));
        line("  " + image.id());
        image.tags().forEach(tag -> line("  " + tag));
        image.pushes()
                .forEach(push -> line("  pushed to " + push.reference() + " in " + Durations.format(push.wallMillis())
                        + ": " + push.digest()));
        lines.add("");
        line(Columns.right("Size", 9), "Where          ", "Instruction");
        for (BuildReport.LayerReport layer : image.layers()) {
            String where = layer.stage() == null
                    ? layer.fromBase() ? "base image" : ""
                    : report.stage(layer.stage()).displayName() + " :" + layer.line();
            line(Columns.right(ByteSize.format(layer.sizeBytes()), 9), Columns.left(where, 15), layer.instruction());
        }
    }

    private void failure(BuildReport.FailureReport failure) {
        lines.add("");
        lines.add(Columns.clean(failure.message()));
        failure.lastLines().forEach(line -> lines.add("  | " + Columns.clean(line)));
    }

    private void findings() {
        List<BuildReport.LintReport> findings = report.lint();
        if (findings.isEmpty()) {
            return;
        }
        lines.add("");
        line(findings.size() == 1 ? "1 finding in the Dockerfile:" : findings.size() + " findings in the Dockerfile:");
        findings.stream()
                .limit(MAX_FINDINGS)
                .forEach(each -> line(Columns.right("line " + each.line(), 9), each.rule() + ": " + each.text()));
        if (findings.size() > MAX_FINDINGS) {
            line("           … and " + (findings.size() - MAX_FINDINGS) + " more");
        }
    }

    private void line(String... cells) {
        lines.add(Columns.cut(String.join("  ", cells), WIDTH).stripTrailing());
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
