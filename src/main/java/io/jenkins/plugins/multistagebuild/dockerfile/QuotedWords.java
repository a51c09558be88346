package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Splits at white space outside quotes; quotes and escapes stay, they are taken away by the expansion later. */
final class QuotedWords {

    private QuotedWords() {}

    static List<String> split(String text, char escape) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        boolean sawQuote = false;
        int quote = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (quote == 0 && Characters.isSpace(c)) {
                if (inWord && (sawQuote || word.length() > 0)) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
                sawQuote = false;
                continue;
            }
            inWord = true;
            boolean opens = quote == 0 && (c == '\'' || c == '"');
            if (opens) {
                quote = c;
                sawQuote = true;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            }
            if (c == escape && quote != '\'') {
                if (i >= text.length()) {
                    continue;
                }
                word.appendCodePoint(c);
                c = text.codePointAt(i);
                i += Character.charCount(c);
            }
            word.appendCodePoint(c);
        }
        if (inWord && (sawQuote || word.length() > 0)) {
            words.add(word.toString());
        }
        return words;
    }
}
