package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.List;

/** Texts in columns of a terminal: what they are wide, cut and padded, with nothing in them that steers the terminal. */
public final class Columns {

    private Columns() {}

    /** Columns that a text takes: two for wide East Asian characters and emoji, none for combining marks. */
    static int width(String text) {
        return clean(text).codePoints().map(Columns::width).sum();
    }

    static String left(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(Math.max(0, width - width(cut)));
    }

    static String right(String text, int width) {
        String cut = cut(text, width);
        return " ".repeat(Math.max(0, width - width(cut))) + cut;
    }

    /** The text, or as much of it as fits with an ellipsis behind it. */
    public static String cut(String text, int width) {
        String clean = clean(text);
        if (width(clean) <= width) {
            return clean;
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int c : clean.codePoints().toArray()) {
            if (used + width(c) > width - 1) {
                break;
            }
            cut.appendCodePoint(c);
            used += width(c);
        }
        return cut.append('…').toString();
    }

    /** The text in lines of a width, broken between words, and within a word only where it is wider than a line. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (String word : clean(text).split(" +")) {
            String rest = word;
            while (used > 0 && used + 1 + width(rest) > width || used == 0 && width(rest) > width) {
                int taken = used == 0 ? fitting(rest, width) : 0;
                lines.add(used == 0 ? rest.substring(0, taken) : line.toString());
                line.setLength(0);
                used = 0;
                rest = rest.substring(taken);
            }
            line.append(used == 0 ? "" : " ").append(rest);
            used = width(line.toString());
        }
        if (used > 0) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** How many characters of a text fit into a width; at least one code point. */
    private static int fitting(String text, int width) {
        int used = 0;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            used += width(c);
            if (used > width && at > 0) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    /** The text with control characters, and characters that turn the direction of writing, made visible. */
    public static String clean(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069
                        ? 0xFFFD
                        : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    /** The wide and full-width ranges of Unicode's East Asian Width (UAX 11), in broad strokes. */
    private static boolean isWide(int c) {
        return c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6
                || c >= 0x1F300 && c <= 0x1F64F
                || c >= 0x1F680 && c <= 0x1F6FF
                || c >= 0x1F900 && c <= 0x1F9FF
                || c >= 0x20000 && c <= 0x3FFFD;
    }
}
