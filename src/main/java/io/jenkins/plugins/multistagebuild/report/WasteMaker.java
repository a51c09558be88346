package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import io.jenkins.plugins.multistagebuild.waste.ImageWaste;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Joins what was found in an image's layers with the instructions that made them. */
final class WasteMaker {

    private static final int LONGEST_PROBLEM = 1_000;
    private static final double DIGITS = 1e6;

    private WasteMaker() {}

    /**
     * The report on an analysis.
     *
     * @param image the image's part of the report; null where there is none
     */
    @CheckForNull
    static WasteReport report(@CheckForNull Analysis analysis, @CheckForNull BuildReport.ImageReport image) {
        if (analysis == null) {
            return null;
        }
        ImageWaste waste = analysis.waste();
        if (waste == null) {
            return failed(analysis);
        }
        WasteReport report = found(waste, analysis, image);
        try {
            WasteCheck.check(report, Integer.MAX_VALUE);
            return report;
        } catch (IOException e) {
            return failed(
                    Analysis.failed("what was told of the image can't be: " + e.getMessage(), analysis.wallMillis()));
        }
    }

    private static WasteReport found(ImageWaste waste, Analysis analysis, @CheckForNull BuildReport.ImageReport image) {
        return new WasteReport(
                null,
                Math.round(waste.efficiency() * DIGITS) / DIGITS,
                waste.fileBytes(),
                waste.wastedBytes(),
                waste.wastedFiles(),
                waste.duplicateBytes(),
                waste.duplicateFiles(),
                analysis.layersRead(),
                analysis.wallMillis(),
                layers(waste.layers(), image == null ? List.of() : image.layers()),
                waste.wasted().stream()
                        .map(each -> new WasteReport.WastedFile(
                                each.path(), each.bytes(), each.layer(), each.byLayer(), each.deleted()))
                        .toList(),
                waste.rewrites().stream()
                        .map(each -> new WasteReport.Rewrite(
                                each.layer(), each.byLayer(), each.files(), each.bytes(), each.deletedBytes()))
                        .toList(),
                waste.rewriteCount(),
                waste.duplicates().stream().map(WasteMaker::duplicate).toList(),
                waste.duplicateContents(),
                waste.caches().stream()
                        .map(each -> new WasteReport.LeftCache(
                                each.name(), each.path(), each.files(), each.bytes(), each.layers(), each.hint()))
                        .toList());
    }

    private static WasteReport failed(Analysis analysis) {
        String clean = Columns.clean(Objects.requireNonNullElse(analysis.problem(), "it is not known why"));
        return new WasteReport(
                clean.length() > LONGEST_PROBLEM ? clean.substring(0, LONGEST_PROBLEM) + "…" : clean,
                null,
                0,
                0,
                0,
                0,
                0,
                0,
                analysis.wallMillis(),
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                0,
                List.of());
    }

    /** Both are in the order of the image; where their numbers differ, nothing is told rather than something wrong. */
    private static List<WasteReport.LayerWaste> layers(
            List<ImageWaste.LayerContent> contents, List<BuildReport.LayerReport> all) {
        List<BuildReport.LayerReport> layers =
                all.stream().filter(layer -> layer.digest() != null).toList();
        List<WasteReport.LayerWaste> joined = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            joined.add(layer(contents.get(i), layers.size() == contents.size() ? layers.get(i) : null));
        }
        return joined;
    }

    private static WasteReport.LayerWaste layer(
            ImageWaste.LayerContent content, @CheckForNull BuildReport.LayerReport layer) {
        return new WasteReport.LayerWaste(
                layer == null ? null : layer.digest(),
                layer == null ? null : layer.instruction(),
                layer == null ? null : layer.line(),
                layer == null ? null : layer.stage(),
                layer != null && layer.fromBase(),
                content.files(),
                content.bytes(),
                content.wastedBytes(),
                paths(content.biggestFiles()),
                paths(content.biggestFolders()));
    }

    private static List<WasteReport.SizedPath> paths(List<ImageWaste.SizedPath> paths) {
        return paths.stream()
                .map(each -> new WasteReport.SizedPath(each.path(), each.bytes(), each.files()))
                .toList();
    }

    private static WasteReport.Duplicate duplicate(ImageWaste.Duplicate found) {
        return new WasteReport.Duplicate(
                found.bytes(),
                found.copies(),
                found.files().stream()
                        .map(each -> new WasteReport.PlacedPath(each.path(), each.layer()))
                        .toList());
    }
}
