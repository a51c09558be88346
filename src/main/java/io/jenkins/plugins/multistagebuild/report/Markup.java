package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Writes HTML and SVG. All text and every attribute value is escaped here, and only here. */
final class Markup {

    /** Elements that need no end tag where we put them; in a table of a thousand rows that is a tenth of the page. */
    private static final Set<String> END_BY_THEMSELVES = Set.of("tr", "th", "td", "li", "dt", "dd");

    private final StringBuilder html = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn; a value of null leaves the attribute out
     */
    Markup open(String element, String... attributes) {
        tag(element, attributes);
        open.push(element);
        return this;
    }

    /** An element without content, as HTML's void elements and SVG's shapes are. */
    Markup empty(String element, String... attributes) {
        tag(element, attributes);
        html.insert(html.length() - 1, '/');
        return this;
    }

    /** An element that holds a text. */
    Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** Markup of another writer. */
    Markup add(Markup other) {
        html.append(other);
        return this;
    }

    /** Closes the element that was opened last. */
    Markup close() {
        String element = open.pop();
        if (!END_BY_THEMSELVES.contains(element)) {
            html.append("</").append(element).append('>');
        }
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return html.toString();
    }

    private void tag(String element, String... attributes) {
        html.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                html.append(' ').append(attributes[i]).append("=\"");
                escape(attributes[i + 1]);
                html.append('"');
            }
        }
        html.append('>');
    }

    /** How many bytes a character takes in a page. */
    static int bytes(int codePoint) {
        return switch (codePoint) {
            case '<', '>' -> 4;
            case '&', '\'' -> 5;
            case '"' -> 6;
            default -> codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        };
    }

    private void escape(String text) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            switch (c) {
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                case '\n', '\t' -> html.append((char) c);
                default -> html.appendCodePoint(harmless(c) ? c : 0xFFFD);
            }
            i += Character.charCount(c);
        }
    }

    /** Not for characters that steer something, turn the direction of writing, or are none. */
    private static boolean harmless(int c) {
        return !Character.isISOControl(c)
                && !(c >= 0x202A && c <= 0x202E)
                && !(c >= 0x2066 && c <= 0x2069)
                && Character.getType(c) != Character.SURROGATE
                && (c & 0xFFFE) != 0xFFFE;
    }
}
