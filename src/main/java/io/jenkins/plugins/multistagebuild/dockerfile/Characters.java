package io.jenkins.plugins.multistagebuild.dockerfile;

/** Classes of characters as the Dockerfile frontend draws them; they differ from Java's in the rare corners. */
public final class Characters {

    private Characters() {}

    /** White space in the sense of Unicode's property, unlike Java's also the no-break spaces. */
    static boolean isSpace(int c) {
        if (c < 0x80) {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
        return c == 0x85
                || c == 0xA0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    /** The narrower white space that parts the words of an instruction. */
    static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B;
    }

    static String trimLeft(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    /** The text without white space at its ends. */
    public static String trim(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return trimLeft(text.substring(0, end));
    }

    /** Lower case character by character, so that no character becomes two. */
    static String lower(String text) {
        return map(text, false);
    }

    /** Upper case character by character. */
    static String upper(String text) {
        return map(text, true);
    }

    private static String map(String text, boolean upper) {
        StringBuilder result = null;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int mapped = upper ? Character.toUpperCase(c) : Character.toLowerCase(c);
            if (mapped != c && result == null) {
                result = new StringBuilder(text.length()).append(text, 0, i);
            }
            if (result != null) {
                result.appendCodePoint(mapped);
            }
            i += Character.charCount(c);
        }
        return result == null ? text : result.toString();
    }

    /** Position of the first blank at or after a position, or the end. */
    static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length() && !isBlank(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Position of the first character at or after a position that is no blank, or the end. */
    static int startOfWord(String text, int from) {
        int start = from;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        return start;
    }
}
