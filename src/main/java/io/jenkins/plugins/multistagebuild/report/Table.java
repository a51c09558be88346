package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** The frame of a table: scrolls where it is wider than the page, and its heads say what they head. */
final class Table {

    private Table() {}

    /**
     * Opens a table and its body, with a column for each title's key; {@code #} before it stands for numbers.
     *
     * @param name key of what the table is called by those who can't see it
     * @param kind a further class of the table; null for none
     */
    static Markup open(String name, @CheckForNull String kind, String... titles) {
        Markup html = new Markup()
                .open("div", "class", "msb-scroll", "tabindex", "0", "role", "group", "aria-label", Wording.of(name))
                .open("table", "class", "msb-table" + (kind == null ? "" : " " + kind))
                .open("thead")
                .open("tr");
        for (String title : titles) {
            boolean number = title.startsWith("#");
            String key = number ? title.substring(1) : title;
            html.element("th", Wording.of(key), "scope", "col", "class", number ? "msb-num" : null);
        }
        return html.close().close().open("tbody");
    }

    /** A cell with a size for people, and to the byte. */
    static void size(Markup html, long bytes) {
        number(html, ByteSize.format(bytes), Wording.of("count.bytes", Long.toString(bytes)));
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
