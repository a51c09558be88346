package io.jenkins.plugins.multistagebuild.waste;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Paths of entries. They are keys and texts only: nothing is ever written to such a path. */
final class EntryPath {

    private static final int LONGEST_TEXT = 400;

    private EntryPath() {}

    /** The path as an engine takes it: from the root, where {@code ..} leads no higher; empty for the root itself. */
    static String clean(String name) {
        if (isClean(name)) {
            return name;
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : name.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** Most names are clean already but for a slash at the end of a folder's. */
    private static boolean isClean(String name) {
        return !name.isEmpty()
                && name.charAt(0) != '/'
                && name.charAt(0) != '.'
                && name.charAt(name.length() - 1) != '/'
                && !name.contains("//")
                && !name.contains("/.");
    }

    /** The path for people, from the root; control characters and such as turn the direction of writing made visible. */
    static String text(byte[] path, int length) {
        String text = "/" + new String(path, 0, Math.min(length, 4 * LONGEST_TEXT), StandardCharsets.UTF_8);
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_TEXT)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST_TEXT || length > 4 * LONGEST_TEXT
                ? clean.append('…').toString()
                : clean.toString();
    }
}
