package io.jenkins.plugins.multistagebuild.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * The words of an instruction as they stand in the file, over continuation lines and the comments between them, so that
 * one of them can be replaced and all lines keep their numbers.
 */
final class SourceWords {

    private final String source;
    private final char escape;
    private int position;
    private int start;
    private int lineEnds;

    SourceWords(String source, char escape) {
        this.source = source;
        this.escape = escape;
    }

    /** The next word, without the continuations in its midst; null behind the last. */
    @CheckForNull
    String next() {
        skipBlanks();
        if (position >= source.length()) {
            return null;
        }
        start = position;
        lineEnds = 0;
        StringBuilder word = new StringBuilder();
        while (position < source.length() && !blank(source.charAt(position))) {
            int behind = behindContinuation(position);
            if (behind > 0) {
                position = behind;
                skipComments();
                lineEnds = lineEnds();
            } else {
                word.append(source.charAt(position++));
            }
        }
        return word.toString();
    }

    /** The whole source with the word given last replaced. */
    String replaced(String word) {
        return source.substring(0, start) + word + (escape + "\n").repeat(lineEnds) + source.substring(position);
    }

    private int lineEnds() {
        return (int)
                source.substring(start, position).chars().filter(c -> c == '\n').count();
    }

    private void skipBlanks() {
        while (position < source.length()) {
            int behind = behindContinuation(position);
            if (behind > 0) {
                position = behind;
                skipComments();
            } else if (blank(source.charAt(position))) {
                position++;
            } else {
                return;
            }
        }
    }

    /** Goes past comment lines and empty lines behind a continuation. */
    private void skipComments() {
        while (position < source.length()) {
            int end = source.indexOf('\n', position);
            String line =
                    source.substring(position, end < 0 ? source.length() : end).strip();
            if (end < 0 || !line.isEmpty() && !line.startsWith("#")) {
                return;
            }
            position = end + 1;
        }
    }

    /** The position behind a continuation that begins here; 0 where none does. */
    private int behindContinuation(int at) {
        if (source.charAt(at) != escape) {
            return 0;
        }
        int end = at + 1;
        while (end < source.length() && source.charAt(end) != '\n' && blank(source.charAt(end))) {
            end++;
        }
        return end < source.length() && source.charAt(end) == '\n' ? end + 1 : 0;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u000B';
    }
}
