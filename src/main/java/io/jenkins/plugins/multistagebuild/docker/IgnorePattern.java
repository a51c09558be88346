package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of a {@code .dockerignore}: {@code *} and {@code ?} stay in one part of a path, {@code **} stands for any number
 * of parts. Some forms are compared as text, which differs from what an expression would do.
 */
final class IgnorePattern {

    private enum Kind {
        EXACT,
        /** All that begins with the text before the {@code **} at the end. */
        BEGINNING,
        /** All that ends with the text behind the {@code **} at the beginning. */
        ENDING,
        EXPRESSION
    }

    private final String text;
    private final boolean exception;
    private Kind kind = Kind.EXACT;
    private final StringBuilder expression = new StringBuilder();

    @CheckForNull
    private Pattern compiled;

    private IgnorePattern(String text, boolean exception) {
        this.text = text;
        this.exception = exception;
    }

    /**
     * Reads a line.
     *
     * @param line without blanks at its ends, not empty
     * @return null where it is wrong, or has a form of which nobody can be sure
     */
    @CheckForNull
    static IgnorePattern read(String line) {
        boolean exception = line.startsWith("!");
        String path = exception ? IgnoreRules.trimmed(line.substring(1)) : line;
        if (path.isEmpty()) {
            return null;
        }
        path = clean(path);
        IgnorePattern pattern = new IgnorePattern(path, exception);
        // What is cleaned is read once more by the client, as if it had been written so.
        boolean changes = path.startsWith("!") || !path.equals(IgnoreRules.trimmed(path));
        return changes || !pattern.compile() ? null : pattern;
    }

    boolean isException() {
        return exception;
    }

    /** The path as written, without what makes no difference. */
    String text() {
        return text;
    }

    /** A path that it matches, if it is a simple one; else empty. */
    String example() {
        String path = text.startsWith("**/") ? text.substring(3) : text;
        return path.contains("[") || path.contains("?") || path.contains("\\")
                ? ""
                : path.replace("**", "x").replace("*", "x");
    }

    boolean matches(String path) {
        return switch (kind) {
            case EXACT -> path.equals(text);
            case BEGINNING -> path.startsWith(text.substring(0, text.length() - 2));
            case ENDING -> {
                String ending = text.substring(2);
                yield path.endsWith(ending) || ending.startsWith("/") && path.equals(ending.substring(1));
            }
            case EXPRESSION -> compiled != null && compiled.matcher(path).matches();
        };
    }

    /** Makes an expression; tells whether it means here what it means to Go. */
    private boolean compile() {
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (c == '*') {
                at = text.startsWith("**", at) ? parts(at) : one(at, "[^/]*");
            } else if (c == '?') {
                at = one(at, "[^/]");
            } else if (c == '[') {
                at = oneOf(at);
            } else if (c == '\\') {
                at = escaped(at);
            } else if (c == ']') {
                return false;
            } else {
                expression.append(Pattern.quote(Character.toString(c)));
                at += Character.charCount(c);
            }
            if (at < 0) {
                return false;
            }
        }
        try {
            compiled = kind == Kind.EXPRESSION ? Pattern.compile(expression.toString(), Pattern.UNIX_LINES) : null;
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private int one(int at, String means) {
        expression.append(means);
        kind = Kind.EXPRESSION;
        return at + 1;
    }

    private int parts(int at) {
        int behind = text.startsWith("/", at + 2) ? at + 3 : at + 2;
        if (behind < text.length()) {
            expression.append("(?:.*/)?");
            kind = Kind.EXPRESSION;
        } else if (kind == Kind.EXACT) {
            kind = Kind.BEGINNING;
        } else {
            expression.append(".*");
            kind = Kind.EXPRESSION;
        }
        if (at == 0) {
            kind = Kind.ENDING;
        }
        return behind;
    }

    /** A class of characters; negative where it has something that is not just a character or a range. */
    private int oneOf(int at) {
        int end = text.indexOf(']', at + 1);
        String inside = end < 0 ? "" : text.substring(at + 1, end);
        String characters = inside.startsWith("^") ? inside.substring(1) : inside;
        boolean clear = !characters.isEmpty()
                && characters.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0)
                && !characters.startsWith("-")
                && !characters.endsWith("-");
        if (!clear) {
            return -1;
        }
        expression.append('[').append(inside).append(']');
        kind = Kind.EXPRESSION;
        return end + 1;
    }

    /** A character that stands for itself; negative where Go would see more in it. */
    private int escaped(int at) {
        if (at + 1 == text.length()
                || text.charAt(at + 1) == '/'
                || text.charAt(at + 1) >= 128
                || Character.isLetterOrDigit(text.charAt(at + 1))) {
            return -1;
        }
        expression.append(Pattern.quote(text.substring(at + 1, at + 2)));
        kind = Kind.EXPRESSION;
        return at + 2;
    }

    /** The shortest path of the same meaning, from the context's folder on. */
    private static String clean(String path) {
        boolean rooted = path.startsWith("/");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                if (!parts.isEmpty() && !parts.peekLast().equals("..")) {
                    parts.removeLast();
                } else if (!rooted) {
                    parts.addLast(part);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parts.isEmpty() ? rooted ? "/" : "." : String.join("/", parts);
    }
}
