package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The few sentences that tell where time and size of a run come from. */
final class Highlights {

    private static final int SHORT = 60;
    private static final int MANY = 8;

    private Highlights() {}

    static List<Markup> of(BuildReport report) {
        List<Markup> sentences = new ArrayList<>();
        if (cached(report)) {
            sentences.add(Wording.markup("highlight.cached"));
        }
        time(report, sentences);
        size(report, sentences);
        waste(report, sentences);
        return sentences;
    }

    private static boolean cached(BuildReport report) {
        return report.stages().stream().anyMatch(stage -> stage.state().equals("cached"))
                && report.stages().stream()
                        .allMatch(stage ->
                                stage.state().equals("cached") || stage.state().equals("skipped"));
    }

    private static void time(BuildReport report, List<Markup> sentences) {
        List<BuildReport.StageReport> path =
                report.criticalPath().stream().map(report::stage).toList();
        // Stages also wait while they run, so their sum may be longer than the run itself.
        long total = Math.min(
                report.wallMillis(),
                path.stream().mapToLong(BuildReport.StageReport::wallMillis).sum());
        path.stream()
                .flatMap(stage -> stage.instructions().stream())
                .filter(each -> each.state().equals("built") || each.state().equals("failed"))
                .max(Comparator.comparingLong(BuildReport.InstructionReport::wallMillis))
                .filter(longest -> total > 0 && longest.wallMillis() * 10 >= total)
                .ifPresentOrElse(
                        longest -> sentences.add(Wording.markup(
                                "highlight.longest",
                                new Markup().element("code", brief(longest.text())),
                                Integer.toString(longest.line()),
                                Math.min(100, longest.wallMillis() * 100 / total),
                                names(path))),
                        () -> evenly(path, total, sentences));
    }

    private static void evenly(List<BuildReport.StageReport> path, long total, List<Markup> sentences) {
        if (path.size() > 1 && total > 0) {
            sentences.add(Wording.markup("highlight.evenly", path.size(), names(path)));
        }
    }

    private static void size(BuildReport report, List<Markup> sentences) {
        BuildReport.ImageReport image = report.image();
        if (image == null || image.sizeBytes() <= 0) {
            return;
        }
        long base = image.layers().stream()
                .filter(BuildReport.LayerReport::fromBase)
                .mapToLong(BuildReport.LayerReport::sizeBytes)
                .sum();
        if (base > 0) {
            sentences.add(
                    Wording.markup("highlight.base", Math.min(100, base * 100 / Math.max(1, image.layerBytes()))));
        }
        image.layers().stream()
                .filter(layer -> layer.stage() != null && layer.sizeBytes() > 0)
                .max(Comparator.comparingLong(BuildReport.LayerReport::sizeBytes))
                .ifPresent(largest -> sentences.add(Wording.markup(
                        "highlight.largest",
                        new Markup().element("code", brief(largest.instruction())),
                        String.valueOf(largest.line()),
                        ByteSize.format(largest.sizeBytes()))));
    }

    /** What is wasted, where it is worth a look: a twentieth of the image, or more. */
    private static void waste(BuildReport report, List<Markup> sentences) {
        WasteReport waste = report.waste();
        if (waste != null && waste.fileBytes() > 0 && waste.wastedBytes() * 20 >= waste.fileBytes()) {
            sentences.add(Wording.markup(
                    "highlight.waste",
                    ByteSize.format(waste.wastedBytes()),
                    waste.wastedBytes() * 100 / waste.fileBytes()));
        }
    }

    private static String names(List<BuildReport.StageReport> path) {
        List<String> names = path.stream()
                .map(stage -> Brevity.cut(stage.displayName(), SHORT))
                .collect(Collectors.toCollection(ArrayList::new));
        if (names.size() > MANY) {
            List<String> between = names.subList(MANY / 2, names.size() - MANY / 2);
            String count = Wording.of("highlight.more", between.size());
            between.clear();
            between.add(count);
        }
        return String.join(" → ", names);
    }

    private static String brief(String text) {
        return Brevity.cut(text, SHORT);
    }
}
