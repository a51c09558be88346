package io.jenkins.plugins.multistagebuild.report;

import java.util.List;

/** Waste for a terminal of 80 columns. */
final class WasteText {

    private static final int MOST_ROWS = 8;
    private static final int MOST_LAYERS = 5;
    private static final int MOST_PATHS = 3;

    private final WasteReport waste;
    private final WasteWords words;
    private final TextLines lines;

    private WasteText(BuildReport report, WasteReport waste, TextLines lines) {
        this.waste = waste;
        this.lines = lines;
        this.words = new WasteWords(report, waste);
    }

    static void write(BuildReport report, WasteReport waste, TextLines lines) {
        new WasteText(report, waste, lines).write();
    }

    private void write() {
        lines.section("");
        if (waste.problem() != null) {
            lines.prose("The image could not be looked into: " + waste.problem());
            return;
        }
        lines.prose("Efficiency: " + words.efficiency());
        lines.prose(words.sentence());
        rewrites();
        wastedFiles();
        duplicates();
        caches();
        layers();
    }

    private void rewrites() {
        List<WasteReport.Rewrite> told = first(waste.rewrites(), MOST_ROWS);
        if (!told.isEmpty()) {
            title("Layers written again" + WasteWords.cut(told.size(), waste.rewriteCount()));
            told.forEach(each -> lines.row(
                    size(each.bytes()),
                    WasteWords.files(each.files()) + " of " + words.layer(each.layer()) + ", " + WasteWords.done(each)
                            + " by " + words.layer(each.byLayer())));
        }
    }

    private void wastedFiles() {
        List<WasteReport.WastedFile> told = first(waste.largestWasted(), MOST_ROWS);
        if (!told.isEmpty()) {
            title("Files overwritten or deleted" + WasteWords.cut(told.size(), waste.wastedFiles()));
            told.forEach(each -> {
                lines.row(size(each.bytes()), each.path());
                String how = each.deleted() ? ", deleted by " : ", overwritten by ";
                lines.row(Columns.right("", 9), words.layer(each.layer()) + how + words.layer(each.byLayer()));
            });
        }
    }

    private void duplicates() {
        List<WasteReport.Duplicate> told = first(waste.duplicates(), MOST_ROWS);
        if (!told.isEmpty()) {
            title("The same content more than once" + WasteWords.cut(told.size(), waste.duplicateCount()));
            told.forEach(each -> lines.row(
                    size(each.bytes()),
                    "x " + Columns.left(Long.toString(each.copies()), 3),
                    String.join(
                            "  ",
                            each.files().stream()
                                    .map(WasteReport.PlacedPath::path)
                                    .toList())));
        }
    }

    private void caches() {
        if (!waste.caches().isEmpty()) {
            title("Left behind by package managers");
            waste.caches().forEach(each -> {
                lines.row(size(each.bytes()), each.path() + " (" + each.name() + ")");
                lines.row(Columns.right("", 9), "avoid it: " + each.hint());
            });
        }
    }

    /** The largest layers, in their order. */
    private void layers() {
        List<Integer> told = words.largestLayers(MOST_LAYERS);
        if (!told.isEmpty()) {
            title("The biggest folders and files"
                    + (told.size() < waste.layers().size() ? " of the largest layers" : " of each layer"));
            told.forEach(this::layer);
        }
    }

    private void layer(int place) {
        WasteReport.LayerWaste layer = waste.layers().get(place);
        String made = layer.instruction() == null ? "" : layer.instruction();
        lines.row(
                size(layer.bytes()),
                Columns.left(words.layer(place), 18),
                Columns.left(WasteWords.files(layer.files()), 13),
                made);
        first(layer.biggestFolders(), MOST_PATHS).forEach(each -> path(each, "/"));
        first(layer.biggestFiles(), MOST_PATHS).forEach(each -> path(each, ""));
    }

    private void path(WasteReport.SizedPath path, String end) {
        lines.row("", size(path.bytes()), path.path().equals("/") ? "/" : path.path() + end);
    }

    private static <T> List<T> first(List<T> list, int most) {
        return list.subList(0, Math.min(most, list.size()));
    }

    private static String size(long bytes) {
        return Columns.right(ByteSize.format(bytes), 9);
    }

    private void title(String title) {
        lines.section("");
        lines.prose(title + ":");
    }
}
