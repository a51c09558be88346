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
            return html.element("p", Wording.of("waste.problem", Brevity.cut(Wording.unseen(problem), 1_000)));
        }
        html.open("p").element("strong", Wording.of("waste.efficiency", words.efficiency()) + " ");
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
        table("waste.caches", "", true, "folder", "what", "hint", "#files", "#size");
        for (WasteReport.LeftCache each : waste.caches()) {
            html.open("tr");
            code(each.path());
            html.element("td", Brevity.cut(Wording.again("cache", each.name()), LONGEST), "class", "msb-words");
            code(Wording.again("hint", each.hint()));
            Table.number(html, Long.toString(each.files()), null);
            size(each.bytes());
            html.close();
        }
        closeTable();
    }

    private void rewrites() {
        String cut = WasteWords.cut(waste.rewrites().size(), waste.rewriteCount());
        table("waste.rewrites", cut, true, "layer", "byLayer", "what", "#files", "#size");
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
        table("waste.files", cut, false, "file", "layer", "what", "#size");
        for (WasteReport.WastedFile each : waste.largestWasted()) {
            html.open("tr");
            code(each.path());
            html.element("td", words.layer(each.layer()));
            html.element(
                    "td",
                    Wording.of(
                            each.deleted() ? "waste.deletedBy" : "waste.overwrittenBy", words.layer(each.byLayer())));
            size(each.bytes());
            html.close();
        }
        closeTable();
    }

    private void duplicates() {
        String cut = WasteWords.cut(waste.duplicates().size(), waste.duplicateCount());
        table("waste.duplicates", cut, false, "paths", "#copies", "#sizeOfEach");
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
        table("waste.biggest", cut, false, "layer", "path", "#size");
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

    /** Opens a table and its body; a column's key with {@code #} before it is that of numbers. */
    private void table(String key, String cut, boolean open, String... heads) {
        String title = Wording.of(key);
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
            String name = Wording.of("column." + (number ? head.substring(1) : head));
            html.element("th", name, "scope", "col", "class", number ? "msb-num" : null);
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
        Table.size(html, bytes);
    }
}
