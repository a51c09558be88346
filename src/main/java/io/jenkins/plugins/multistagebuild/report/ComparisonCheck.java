package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/** Refuses a comparison in a report from a file that is incomplete or out of bounds. */
final class ComparisonCheck {

    private ComparisonCheck() {}

    static void check(Comparison comparison) throws IOException {
        if (comparison.earlier() == null) {
            throw ReportCheck.damaged("comparison.earlier is missing");
        }
        ReportCheck.name(comparison.earlier().dockerfile(), "comparison.earlier.dockerfile");
        ReportCheck.name(comparison.earlier().target(), "comparison.earlier.target");
        ReportCheck.time(comparison.earlier().startedAt(), "comparison.earlier.startedAt");
        ReportCheck.name(comparison.earlier().result(), "comparison.earlier.result");
        ReportCheck.text(comparison.summary(), Cuts.MESSAGE, "comparison.summary");
        ReportCheck.most(comparison.notes(), Cuts.ITEMS, "comparison.notes");
        for (String note : comparison.notes()) {
            ReportCheck.text(note, Cuts.MESSAGE, "comparison.notes");
        }
        change(comparison.sizeBytes(), "comparison.sizeBytes");
        change(comparison.wallMillis(), "comparison.wallMillis");
        change(comparison.sequentialMillis(), "comparison.sequentialMillis");
        change(comparison.cachePercent(), "comparison.cachePercent");
        ReportCheck.count(comparison.unchangedLayers(), "comparison.unchangedLayers");
        ReportCheck.most(comparison.layers(), 2 * Cuts.LAYERS, "comparison.layers");
        for (Comparison.LayerChange layer : comparison.layers()) {
            ReportCheck.name(layer.change(), "comparison.layers.change");
            ReportCheck.text(layer.instruction(), Cuts.TEXT, "comparison.layers.instruction");
            change(layer.sizeBytes(), "comparison.layers.sizeBytes");
        }
        ReportCheck.most(comparison.stages(), 2 * Cuts.ITEMS, "comparison.stages");
        for (Comparison.StageChange stage : comparison.stages()) {
            ReportCheck.name(stage.name(), "comparison.stages.name");
            change(stage.wallMillis(), "comparison.stages.wallMillis");
        }
    }

    private static void change(@CheckForNull Change change, String field) throws IOException {
        if (change == null) {
            throw ReportCheck.damaged(field + " is missing");
        }
        Long before = change.before();
        if (before != null) {
            ReportCheck.count(before, field + ".before");
        }
        Long after = change.after();
        if (after != null) {
            ReportCheck.count(after, field + ".after");
        }
    }
}
