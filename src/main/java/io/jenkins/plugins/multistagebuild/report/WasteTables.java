package io.jenkins.plugins.multistagebuild.report;

import java.util.List;
import java.util.stream.Collectors;

/** Waste on a page: the figures in a sentence, then a table for each kind, with the largest told first folded out. */
final class WasteTables {

    private static final int MOST_LAYERS = 20;
    private static final int LONGEST = 200;

    private final WasteReport waste;
    private final WasteWords words;
    private final Markup html = new Markup();

    private WasteTables(BuildReport report, WasteReport waste) {
        this.waste = waste;
        this.words = new WasteWords(report, waste);
    }

    static Markup of(BuildReport report, WasteReport waste) {
        return new WasteTables(report, waste).html();
    }

    private Markup html() {
        String problem = waste.problem();
        if (problem != null) {
            return html.element("p", "The image could not be looked into: " + Brevity.cut(problem, 1_000));
        }
        html.open("p").element("strong", "Efficiency " + words.efficiency() + ". ");
        html.text(words.sentence()).close();
        html.open("div", "class", "msb-folds");
        if (!waste.caches().isEmpty()) {
            caches();
        }
        if (!waste.rewrites().isEmpty()) {
            rewrites();
        }
        if (!waste.largestWasted().isEmpty()) {
            wastedFiles();
        }
        if (!waste.duplicates().isEmpty()) {
            duplicates();
        }
        layers();
        return html.close();
    }

    private void caches() {
        table("Left behind by package managers", "", true, "Folder", "What", "How to leave it out", "#Files", "#Size");
        for (WasteReport.LeftCache each : waste.caches()) {
            html.open("tr");
            code(each.path());
            html.element("td", Brevity.cut(each.name(), LONGEST), "class", "msb-words");
            code(each.hint());
            Table.number(html, Long.toString(each.files()), null);
            size(each.bytes());
            html.close();
        }
        closeTable();
    }

    private void rewrites() {
        String cut = WasteWords.cut(waste.rewrites().size(), waste.rewriteCount());
        table("Layers written again", cut, true, "Layer", "By layer", "What", "#Files", "#Size");
        for (WasteReport.Rewrite each : waste.rewrites()) {
            html.open("tr").element("td", words.layer(each.layer())).element("td", words.layer(each.byLayer()));
            html.element("td", WasteWords.done(each));
            Table.number(html, Long.toString(each.files()), null);
            size(each.bytes());
            html.close();
        }
        closeTable();
    }

    private void wastedFiles() {
        String cut = WasteWords.cut(waste.largestWasted().size(), waste.wastedFiles());
        table("Files overwritten or deleted", cut, false, "File", "Layer", "What", "#Size");
        for (WasteReport.WastedFile each : waste.largestWasted()) {
            html.open("tr");
            code(each.path());
            html.element("td", words.layer(each.layer()));
            html.element("td", (each.deleted() ? "deleted by " : "overwritten by ") + words.layer(each.byLayer()));
            size(each.bytes());
            html.close();
        }
        closeTable();
    }

    private void duplicates() {
        String cut = WasteWords.cut(waste.duplicates().size(), waste.duplicateCount());
        table("The same content more than once", cut, false, "Files", "#Copies", "#Size of each");
        for (WasteReport.Duplicate each : waste.duplicates()) {
            html.open("tr");
            code(each.files().stream().map(WasteReport.PlacedPath::path).collect(Collectors.joining("  "))
                    + (each.copies() > each.files().size() ? "  …" : ""));
            Table.number(html, Long.toString(each.copies()), null);
            size(each.bytes());
            html.close();
        }
        closeTable();
    }

    private void layers() {
        List<Integer> told = words.largestLayers(MOST_LAYERS);
        String cut = WasteWords.cut(told.size(), waste.layers().size());
        table("The biggest folders and files of each layer", cut, false, "Layer", "Folder or file", "#Size");
        for (int place : told) {
            WasteReport.LayerWaste layer = waste.layers().get(place);
            html.open("tr").element("th", words.layer(place), "scope", "row");
            html.element("td", WasteWords.files(layer.files()));
            size(layer.bytes());
            html.close();
            paths(layer.biggestFolders(), "/");
            paths(layer.biggestFiles(), "");
        }
        closeTable();
    }

    private void paths(List<WasteReport.SizedPath> paths, String end) {
        for (WasteReport.SizedPath each : paths) {
            html.open("tr").element("td", "");
            code(each.path().equals("/") ? "/" : each.path() + end);
            size(each.bytes());
            html.close();
        }
    }

    /** Opens a table and its body; a title with {@code #} before it is that of numbers. */
    private void table(String title, String cut, boolean open, String... heads) {
        html.open("details", "open", open ? "" : null).open("summary").element("b", title);
        if (!cut.isEmpty()) {
            html.element("span", cut.substring(2), "class", "msb-dim");
        }
        html.close()
                .open("div", "class", "msb-scroll", "tabindex", "0", "role", "group", "aria-label", title)
                .open("table", "class", "msb-table")
                .open("thead")
                .open("tr");
        for (String head : heads) {
            boolean number = head.startsWith("#");
            html.element("th", number ? head.substring(1) : head, "scope", "col", "class", number ? "msb-num" : null);
        }
        html.close().close().open("tbody");
    }

    private void closeTable() {
        html.close().close().close().close();
    }

    private void code(String text) {
        html.open("td", "class", "msb-text")
                .element("code", Brevity.cut(text, LONGEST))
                .close();
    }

    private void size(long bytes) {
        Table.number(html, ByteSize.format(bytes), bytes + " bytes");
    }
}
