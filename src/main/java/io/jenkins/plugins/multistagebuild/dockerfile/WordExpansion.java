package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.List;
import java.util.Set;

/** Expands variables in words and takes quotes and escapes away, as the Dockerfile frontend does. */
public final class WordExpansion {

    /** The escape character where no directive sets another. */
    public static final char DEFAULT_ESCAPE = '\\';

    /**
     * A word after expansion.
     *
     * @param text the text
     * @param matched the variables it named that are set
     * @param unmatched the variables it named that are not set
     */
    public record Expanded(String text, Set<String> matched, Set<String> unmatched) {}

    /**
     * The words that one word became, as its variables may hold several.
     *
     * @param texts the words
     * @param matched the variables it named that are set
     */
    public record ExpandedWords(List<String> texts, Set<String> matched) {}

    private WordExpansion() {}

    /** Expands a word, which may hold blanks. */
    public static Expanded expand(String word, char escape, Variables variables) throws RefusedException {
        if (isPlain(word, escape)) {
            return new Expanded(word, Set.of(), Set.of());
        }
        WordLexer lexer = new WordLexer(word, escape, variables);
        String text = lexer.read();
        return new Expanded(text, lexer.matched(), lexer.unmatched());
    }

    /** Expands a word and splits what comes out at blanks outside quotes. */
    public static ExpandedWords expandToWords(String word, char escape, Variables variables) throws RefusedException {
        WordLexer lexer = new WordLexer(word, escape, variables);
        lexer.read();
        return new ExpandedWords(lexer.words(), lexer.matched());
    }

    /** Expands a text without touching its quotes, as is done with the body of a here-document. */
    public static Expanded expandKeepingQuotes(String text, Variables variables) throws RefusedException {
        WordLexer lexer = new WordLexer(text, DEFAULT_ESCAPE, variables).keepingQuotesAsText();
        String expanded = lexer.read();
        return new Expanded(expanded, lexer.matched(), lexer.unmatched());
    }

    /** The words of a line with nothing expanded. */
    static List<String> words(String line, boolean rawQuotes, boolean rawEscapes) throws RefusedException {
        WordLexer lexer = new WordLexer(line, DEFAULT_ESCAPE, Variables.none()).raw(rawQuotes, rawEscapes);
        lexer.read();
        return lexer.words();
    }

    private static boolean isPlain(String word, char escape) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '$' || c == '\'' || c == '"' || c == '<' || c == escape || c == '\uFEFF') {
                return false;
            }
        }
        return true;
    }
}
