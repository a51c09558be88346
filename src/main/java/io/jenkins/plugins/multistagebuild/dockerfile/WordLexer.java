package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One pass over a word: quotes, escapes and {@code $} in the order they come. */
final class WordLexer {

    private static final int END = -1;
    private static final int MAX_DEPTH = 100;
    private static final int MAX_LENGTH = 1 << 20;

    private final String source;
    private final char escape;
    private final Variables variables;
    private final Set<String> matched = new LinkedHashSet<>();
    private final Set<String> unmatched = new LinkedHashSet<>();
    private final StringBuilder word = new StringBuilder();
    private List<String> words = List.of();
    private boolean rawQuotes;
    private boolean rawEscapes;
    private boolean keepUnset;
    private boolean quotesAreText;
    private int position;
    private int depth;

    WordLexer(String source, char escape, Variables variables) {
        this.source = source;
        this.escape = escape;
        this.variables = variables;
        this.position = source.startsWith("\uFEFF") ? 1 : 0;
    }

    /** Keeps quotes, escapes and unset variables as they are written. */
    WordLexer raw(boolean quotes, boolean escapes) {
        rawQuotes = quotes;
        rawEscapes = escapes;
        keepUnset = true;
        return this;
    }

    WordLexer keepingQuotesAsText() {
        quotesAreText = true;
        return this;
    }

    String read() throws RefusedException {
        return readUntil(END, rawEscapes);
    }

    List<String> words() {
        return words;
    }

    Set<String> matched() {
        return matched;
    }

    Set<String> unmatched() {
        return unmatched;
    }

    int peek() {
        return position < source.length() ? source.codePointAt(position) : END;
    }

    int next() {
        int c = peek();
        if (c != END) {
            position += Character.charCount(c);
        }
        return c;
    }

    boolean atEnd() {
        return position >= source.length();
    }

    boolean keepsUnset() {
        return keepUnset;
    }

    /** Reads up to a character, which is consumed, or to the end. */
    String readUntil(int stop, boolean raw) throws RefusedException {
        if (++depth > MAX_DEPTH) {
            throw new RefusedException(
                    "variables are nested more than " + MAX_DEPTH + " deep; use fewer ${…} within ${…}");
        }
        boolean before = rawEscapes;
        rawEscapes = raw;
        try {
            return readInto(new StringBuilder(), new WordCollector(word), stop);
        } finally {
            rawEscapes = before;
            depth--;
        }
    }

    private String readInto(StringBuilder result, WordCollector collector, int stop) throws RefusedException {
        while (!atEnd()) {
            int c = peek();
            if (stop != END && c == stop) {
                next();
                words = collector.words();
                return result.toString();
            }
            if (c == '$') {
                String value = new Substitution(this).read();
                append(result, value);
                collector.addSplit(value);
            } else if (c == '<') {
                String text = hereDocumentMark();
                append(result, text);
                collector.addWhole(text);
            } else if ((c == '\'' || c == '"') && !quotesAreText) {
                String text = c == '"' ? doubleQuoted() : singleQuoted();
                append(result, text);
                collector.addWhole(text);
            } else {
                next();
                if (c != escape) {
                    collector.add(c);
                } else {
                    if (rawEscapes) {
                        collector.addWhole(c);
                        result.appendCodePoint(c);
                    }
                    c = next();
                    if (c == END) {
                        break;
                    }
                    collector.addWhole(c);
                }
                result.appendCodePoint(c);
            }
        }
        if (stop != END) {
            throw new RefusedException("the closing " + (char) stop + " is missing");
        }
        words = collector.words();
        return result.toString();
    }

    private static void append(StringBuilder result, String text) throws RefusedException {
        if (result.length() + text.length() > MAX_LENGTH) {
            throw new RefusedException("the value grows beyond " + MAX_LENGTH + " characters by its variables");
        }
        result.append(text);
    }

    private String singleQuoted() throws RefusedException {
        int start = position;
        next();
        int end = source.indexOf('\'', position);
        if (end < 0) {
            position = source.length();
            throw new RefusedException("the closing single quote is missing");
        }
        position = end + 1;
        return rawQuotes ? source.substring(start, end + 1) : source.substring(start + 1, end);
    }

    private String doubleQuoted() throws RefusedException {
        StringBuilder result = new StringBuilder();
        next();
        if (rawQuotes) {
            result.append('"');
        }
        while (true) {
            int c = peek();
            if (c == END) {
                throw new RefusedException("the closing double quote is missing");
            }
            if (c == '$') {
                append(result, new Substitution(this).read());
                continue;
            }
            next();
            if (c == '"') {
                if (rawQuotes) {
                    result.append('"');
                }
                return result.toString();
            }
            if (c == escape) {
                if (rawEscapes) {
                    result.appendCodePoint(c);
                }
                int escaped = peek();
                if (escaped == END) {
                    continue;
                }
                if (escaped == '"' || escaped == '$' || escaped == escape) {
                    c = next();
                }
            }
            result.appendCodePoint(c);
        }
    }

    private String hereDocumentMark() {
        next();
        if (peek() != '<') {
            return "<";
        }
        int start = position - 1;
        next();
        while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
            next();
        }
        return source.substring(start, position);
    }

    /** The value of a variable, remembered as used; null where it is not set. */
    @CheckForNull
    String lookUp(String name) throws RefusedException {
        String value = variables.value(name);
        (value != null ? matched : unmatched).add(name);
        return value;
    }

    Variables variables() {
        return variables;
    }
}
