package io.jenkins.plugins.multistagebuild.dockerfile;

/** Text of the user within our messages: short, on one line, without characters that would reach a terminal raw. */
public final class Quoted {

    private static final int LIMIT = 80;
    private static final int MESSAGE_LIMIT = 1_000;

    private Quoted() {}

    /** The text as a message may hold it. */
    public static String text(String text) {
        return shorten(text, LIMIT);
    }

    /** A whole message without characters that would reach a terminal raw. */
    public static String message(String text) {
        return shorten(text, MESSAGE_LIMIT);
    }

    private static String shorten(String text, int limit) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (result.length() >= limit) {
                return result.append('…').toString();
            }
            if (isSafe(c)) {
                result.appendCodePoint(c);
            } else {
                result.append(String.format("\\u%04X", c));
            }
            i += Character.charCount(c);
        }
        return result.toString();
    }

    private static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
