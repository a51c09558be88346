package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Splits what a {@link WordLexer} reads into words. The buffer is shared with nested readings, as in the frontend. */
final class WordCollector {

    private final StringBuilder word;
    private final List<String> words = new ArrayList<>();
    private boolean inWord;

    WordCollector(StringBuilder word) {
        this.word = word;
        word.setLength(0);
    }

    void add(int c) {
        if (!Characters.isSpace(c)) {
            addWhole(c);
        } else if (inWord && word.length() > 0) {
            finish();
        }
    }

    void addWhole(int c) {
        word.appendCodePoint(c);
        inWord = true;
    }

    void addWhole(String text) {
        word.append(text);
        inWord = true;
    }

    void addSplit(String text) {
        text.codePoints().forEach(this::add);
    }

    List<String> words() {
        if (word.length() > 0) {
            finish();
        }
        return words;
    }

    private void finish() {
        words.add(word.toString());
        word.setLength(0);
        inWord = false;
    }
}
