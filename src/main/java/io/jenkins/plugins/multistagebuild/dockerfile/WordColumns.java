package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** Finds in which column of a line a word stands. */
final class WordColumns {

    /** What a word may stand behind, besides the start of a line and white space. */
    private static final String BEFORE = "=\"',[";

    private final byte[] text;

    @CheckForNull
    private int[] starts;

    WordColumns(byte[] text) {
        this.text = text;
    }

    /** Column of a word's first letter in a line, from 1; 0 where the line does not exist or does not hold it so. */
    int of(int line, String word) {
        if (line < 1 || word.isEmpty()) {
            return 0;
        }
        if (starts == null) {
            starts = IntStream.concat(
                            IntStream.of(0),
                            IntStream.range(0, text.length)
                                    .filter(i -> text[i] == '\n')
                                    .map(i -> i + 1))
                    .toArray();
        }
        if (line > starts.length) {
            return 0;
        }
        int start = starts[line - 1];
        int end = line < starts.length ? starts[line] : text.length;
        String content = new String(text, start, end - start, StandardCharsets.UTF_8);
        String mark = "\uFEFF";
        content = line == 1 && content.startsWith(mark) ? content.substring(1) : content;
        for (int at = content.indexOf(word); at >= 0; at = content.indexOf(word, at + 1)) {
            if (at == 0 || Characters.isSpace(content.charAt(at - 1)) || BEFORE.indexOf(content.charAt(at - 1)) >= 0) {
                return content.codePointCount(0, at) + 1;
            }
        }
        return 0;
    }
}
