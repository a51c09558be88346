package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.List;

/** Lines for a terminal, none wider than it but messages. */
final class TextLines {

    static final int WIDTH = 80;

    /** A space that can't be broken. */
    private static final char HOLD = '\u00A0';

    private final List<String> lines = new ArrayList<>();

    /** A line of cells, cut where it is too long. */
    void row(String... cells) {
        lines.add(Columns.cut(String.join("  ", cells), WIDTH).stripTrailing());
    }

    /** A text of any length, in as many lines as it needs; those after the first are indented. */
    void prose(String text) {
        // A number stays with its unit.
        String held = text.replaceAll("(\\d) (?=(%|[kMGTPE]?B|m?s|min|h)(?![A-Za-z]))", "$1" + HOLD);
        List<String> wrapped = Columns.wrap(held, WIDTH - 2);
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add((i == 0 ? "" : "  ") + wrapped.get(i).replace(HOLD, ' '));
        }
    }

    /** A message on one line, however long: people search for it, and tools find file and line in it. */
    void message(String text) {
        lines.add(Columns.clean(text));
    }

    /** An empty line, and a title where there is one. */
    void section(String title) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        if (!title.isEmpty()) {
            row(title);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
