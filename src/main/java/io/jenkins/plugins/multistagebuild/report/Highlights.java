package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The few sentences that tell where time and size of a run come from. */
final class Highlights {

    private static final int SHORT = 60;

    private Highlights() {}

    static List<String> of(BuildReport report) {
        List<String> sentences = new ArrayList<>();
        time(report, sentences);
        size(report, sentences);
        return sentences;
    }

    private static void time(BuildReport report, List<String> sentences) {
        List<BuildReport.StageReport> path =
                report.criticalPath().stream().map(report::stage).toList();
        long total =
                path.stream().mapToLong(BuildReport.StageReport::wallMillis).sum();
        path.stream()
                .flatMap(stage -> stage.instructions().stream())
                .filter(each -> each.state().equals("built") || each.state().equals("failed"))
                .max(Comparator.comparingLong(BuildReport.InstructionReport::wallMillis))
                .filter(longest -> total > 0 && longest.wallMillis() * 10 >= total)
                .ifPresent(longest -> sentences.add(brief(longest.text()) + " (line " + longest.line() + ") is "
                        + Math.min(100, longest.wallMillis() * 100 / total) + " % of the critical path ("
                        + path.stream()
                                .map(BuildReport.StageReport::displayName)
                                .collect(Collectors.joining(" → "))
                        + ")."));
    }

    private static void size(BuildReport report, List<String> sentences) {
        if (report.image() == null || report.image().sizeBytes() <= 0) {
            return;
        }
        long base = report.image().layers().stream()
                .filter(BuildReport.LayerReport::fromBase)
                .mapToLong(BuildReport.LayerReport::sizeBytes)
                .sum();
        if (base > 0) {
            sentences.add("The base image is " + base * 100 / report.image().layerBytes() + " % of the image's size.");
        }
        report.image().layers().stream()
                .filter(layer -> layer.stage() != null && layer.sizeBytes() > 0)
                .max(Comparator.comparingLong(BuildReport.LayerReport::sizeBytes))
                .ifPresent(largest -> sentences.add("The largest layer of its own is " + brief(largest.instruction())
                        + " (line " + largest.line() + "): " + ByteSize.format(largest.sizeBytes()) + "."));
    }

    private static String brief(String text) {
        return Columns.cut(text, SHORT);
    }
}
