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

    /**
     * The value of {@code syntax} or {@code check}, or empty. The frontend looks for these on its own: blanks before the
     * {@code #} are not allowed, a first line {@code #!} is, and the syntax may also stand behind {@code //}.
     */
    static String find(String name, byte[] text) {
        String value = find(name, text, "#");
        return value.isEmpty() && name.equals("syntax") ? find(name, text, "//") : value;
    }

    private static String find(String name, byte[] text, String prefix) {
        Directives directives = new Directives(prefix);
        SourceLines lines = new SourceLines(text);
        lines.skipInterpreter();
        try {
            for (String line = lines.next(); line != null && !directives.done; line = lines.next()) {
                directives.accept(line);
            }
        } catch (RefusedException e) {
            // what came before the wrong directive counts
            return directives.values.getOrDefault(name, "");
        }
        return directives.values.getOrDefault(name, "");
    }

    /** Options end at the first blank. */
    static String firstWord(String value) {
        int blank = value.indexOf(' ');
        return blank < 0 ? value : value.substring(0, blank);
    }

    char escape() {
        return "`".equals(values.get("escape")) ? '`' : WordExpansion.DEFAULT_ESCAPE;
    }

    /** Name in lower case and value of a line without its prefix; null where it is no directive. */
    @CheckForNull
    static String[] split(String comment) {
        String text = Characters.trimLeft(comment);
        int nameEnd = 0;
        while (nameEnd < text.length() && isNameCharacter(text.charAt(nameEnd), nameEnd)) {
            nameEnd++;
        }
        int equals = skipSpaces(text, nameEnd);
        if (nameEnd == 0 || equals == text.length() || text.charAt(equals) != '=') {
            return null;
        }
        String name = Characters.lower(text.substring(0, nameEnd));
        if (!name.equals("syntax") && !name.equals("escape") && !name.equals("check")) {
            return null;
        }
        String value = text.substring(equals + 1);
        if (value.isEmpty()) {
            return null;
        }
        // a value of blanks only is its last one
        int start = Math.min(skipSpaces(value, 0), value.length() - 1);
        int end = value.length();
        while (end > start + 1 && isSpace(value.charAt(end - 1))) {
            end--;
        }
        return new String[] {name, value.substring(start, end)};
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
