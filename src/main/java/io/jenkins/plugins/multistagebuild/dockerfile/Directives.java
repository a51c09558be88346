package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.HashMap;
import java.util.Map;

/** The parser directives: comments {@code # name=value} before anything else in a file. */
final class Directives {

    private final String prefix;
    private final Map<String, String> values = new HashMap<>();
    private boolean done;

    /** Directives behind a prefix: {@code #}, or {@code //} for the syntax of other kinds of files. */
    Directives(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Takes a line into account, leading blanks taken away.
     *
     * @return whether it was a directive
     * @throws RefusedException where it repeats one or has a wrong value
     */
    boolean accept(String line) throws RefusedException {
        if (done) {
            return false;
        }
        String[] directive = line.startsWith(prefix) ? split(line.substring(prefix.length())) : null;
        if (directive == null) {
            done = true;
            return false;
        }
        if (values.containsKey(directive[0])) {
            throw new RefusedException("the directive " + directive[0] + " is given twice; keep one of them");
        }
        values.put(directive[0], directive[1]);
        if (directive[0].equals("escape") && !directive[1].equals("\\") && !directive[1].equals("`")) {
            throw new RefusedException("the escape character " + Quoted.text(directive[1])
                    + " is not possible; it is either \\ or ` (backtick)");
        }
        return true;
    }

    /** The value of a directive, or null. */
    @CheckForNull
    String value(String name) {
        return values.get(name);
    }

    char escape() {
        return "`".equals(values.get("escape")) ? '`' : WordExpansion.DEFAULT_ESCAPE;
    }

    /** Name in lower case and value of a line without its prefix; null where it is no directive. */
    @CheckForNull
    static String[] split(String comment) {
        String text = Characters.trimLeft(comment);
        int end = 0;
        while (end < text.length() && isNameCharacter(text.charAt(end), end)) {
            end++;
        }
        int equals = skipSpaces(text, end);
        if (end == 0 || equals == text.length() || text.charAt(equals) != '=') {
            return null;
        }
        String name = Characters.lower(text.substring(0, end));
        if (!name.equals("syntax") && !name.equals("escape") && !name.equals("check")) {
            return null;
        }
        String value = text.substring(skipSpaces(text, equals + 1));
        int last = value.length();
        while (last > 0 && isSpace(value.charAt(last - 1))) {
            last--;
        }
        return last == 0 ? null : new String[] {name, value.substring(0, last)};
    }

    private static boolean isNameCharacter(char c, int index) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (index > 0 && c >= '0' && c <= '9');
    }

    private static int skipSpaces(String text, int from) {
        int i = from;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }
}
