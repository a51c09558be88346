package io.jenkins.plugins.multistagebuild.report;

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
    static String cut(String text, int width) {
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
