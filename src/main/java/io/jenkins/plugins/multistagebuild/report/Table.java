package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** The frame of a table: scrolls where it is wider than the page, and its heads say what they head. */
final class Table {

    private Table() {}

    /**
     * Opens a table and its body, with a column for each title; {@code #} before a title stands for numbers.
     *
     * @param name what the table is called by those who can't see it
     * @param kind a further class of the table; null for none
     */
    static Markup open(String name, @CheckForNull String kind, String... titles) {
        Markup html = new Markup()
                .open("div", "class", "msb-scroll", "tabindex", "0", "role", "group", "aria-label", name)
                .open("table", "class", "msb-table" + (kind == null ? "" : " " + kind))
                .open("thead")
                .open("tr");
        for (String title : titles) {
            boolean number = title.startsWith("#");
            html.element("th", number ? title.substring(1) : title, "scope", "col", "class", number ? "msb-num" : null);
        }
        return html.close().close().open("tbody");
    }

    static Markup close(Markup html) {
        return html.close().close().close();
    }

    /**
     * A cell with a number; what it is exactly shows when pointed at.
     *
     * @param exactly null where the text tells it
     */
    static void number(Markup html, String text, @CheckForNull String exactly) {
        html.element("td", text, "class", "msb-num", "title", exactly);
    }
}
