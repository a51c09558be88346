package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.List;

/** Refuses what a report that was read from a file, or an agent, says of waste where it contradicts itself. */
final class WasteCheck {

    /** More than any of the lists ever has; images of more layers than 2,000 are not looked into. */
    private static final int MOST = 10_000;

    private static final int LONGEST = 4_000;

    private final WasteReport waste;
    private final int stages;

    private WasteCheck(WasteReport waste, int stages) {
        this.waste = waste;
        this.stages = stages;
    }

    static void check(WasteReport waste, int stages) throws IOException {
        new WasteCheck(waste, stages).check();
    }

    private void check() throws IOException {
        Double efficiency = waste.efficiency();
        if (efficiency == null ? waste.problem() == null : !(efficiency >= 0 && efficiency <= 1)) {
            throw damaged("efficiency is no number from 0 to 1");
        }
        counts("", waste.fileBytes(), waste.wastedBytes(), waste.wastedFiles(), waste.wallMillis());
        counts("", waste.duplicateBytes(), waste.duplicateFiles(), waste.rewriteCount(), waste.duplicateCount());
        if (waste.wastedBytes() > waste.fileBytes()) {
            throw damaged("wastedBytes is more than fileBytes");
        }
        few("layers", waste.layers());
        few("largestWasted", waste.largestWasted());
        few("rewrites", waste.rewrites());
        few("duplicates", waste.duplicates());
        few("caches", waste.caches());
        for (WasteReport.LayerWaste layer : waste.layers()) {
            layer(layer);
        }
        for (WasteReport.WastedFile file : waste.largestWasted()) {
            path(file.path(), "largestWasted");
            counts("largestWasted.", file.bytes());
            places("largestWasted", file.layer(), file.byLayer());
        }
        for (WasteReport.Rewrite rewrite : waste.rewrites()) {
            counts("rewrites.", rewrite.files(), rewrite.bytes(), rewrite.deletedBytes());
            places("rewrites", rewrite.layer(), rewrite.byLayer());
        }
        for (WasteReport.Duplicate duplicate : waste.duplicates()) {
            counts("duplicates.", duplicate.bytes(), duplicate.copies());
            few("duplicates.files", duplicate.files());
            for (WasteReport.PlacedPath file : duplicate.files()) {
                path(file.path(), "duplicates.files");
                places("duplicates.files", file.layer());
            }
        }
        for (WasteReport.LeftCache cache : waste.caches()) {
            path(cache.path(), "caches");
            path(cache.name(), "caches");
            path(cache.hint(), "caches");
            counts("caches.", cache.files(), cache.bytes());
            places("caches", cache.layers().stream().mapToInt(each -> each).toArray());
        }
    }

    private void layer(WasteReport.LayerWaste layer) throws IOException {
        counts("layers.", layer.files(), layer.bytes(), layer.wastedBytes());
        Integer stage = layer.stage();
        if (stage != null && (stage < 0 || stage >= stages)) {
            throw damaged("layers names stage " + stage + " of " + stages);
        }
        few("layers.biggestFiles", layer.biggestFiles());
        few("layers.biggestFolders", layer.biggestFolders());
        for (WasteReport.SizedPath file : layer.biggestFiles()) {
            path(file.path(), "layers.biggestFiles");
            counts("layers.biggestFiles.", file.bytes(), file.files());
        }
        for (WasteReport.SizedPath folder : layer.biggestFolders()) {
            path(folder.path(), "layers.biggestFolders");
            counts("layers.biggestFolders.", folder.bytes(), folder.files());
        }
    }

    private void places(String field, int... layers) throws IOException {
        for (int layer : layers) {
            if (layer < 0 || layer >= waste.layers().size()) {
                throw damaged(field + " names layer " + layer + " of "
                        + waste.layers().size());
            }
        }
    }

    private static void path(@CheckForNull String path, String field) throws IOException {
        if (path == null) {
            throw damaged(field + " lacks a text");
        }
        if (path.length() > LONGEST) {
            throw damaged(field + " has a text of " + path.length() + " characters");
        }
    }

    private static void few(String field, List<?> list) throws IOException {
        if (list.size() > MOST) {
            throw damaged(field + " has " + list.size() + " entries");
        }
    }

    private static void counts(String where, long... numbers) throws IOException {
        for (long number : numbers) {
            if (number < 0) {
                throw damaged(where + "a number is negative");
            }
        }
    }

    private static IOException damaged(String what) {
        return new IOException("the report is damaged: waste." + what);
    }
}
