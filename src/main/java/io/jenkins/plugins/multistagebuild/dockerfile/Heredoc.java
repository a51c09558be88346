package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/**
 * A here-document.
 *
 * @param name the word that ends it
 * @param fileDescriptor the number before {@code <<}, 0 where there is none
 * @param expand whether variables in it are expanded: no part of its word was quoted
 * @param chomp whether leading tabs are taken away ({@code <<-})
 * @param content its lines, with their ends
 */
public record Heredoc(String name, int fileDescriptor, boolean expand, boolean chomp, String content) {

    Heredoc withContent(String text) {
        return new Heredoc(name, fileDescriptor, expand, chomp, text);
    }

    /** The here-documents that a line opens. */
    static List<Heredoc> openedBy(String line) throws RefusedException {
        List<String> words;
        try {
            words = WordExpansion.words(line, true, true);
        } catch (RefusedException e) {
            // a line whose quotes do not match opens none: its own parser judges it
            return List.of();
        }
        List<Heredoc> opened = new ArrayList<>();
        for (String word : words) {
            Heredoc heredoc = parse(word);
            if (heredoc != null) {
                opened.add(heredoc);
            }
        }
        return opened;
    }

    /** Whether a word of an instruction stands for a here-document. */
    static boolean isOne(String word) {
        try {
            return parse(word) != null;
        } catch (RefusedException e) {
            return false;
        }
    }

    @CheckForNull
    private static Heredoc parse(String word) throws RefusedException {
        int mark = 0;
        while (mark < word.length() && word.charAt(mark) >= '0' && word.charAt(mark) <= '9') {
            mark++;
        }
        if (!word.startsWith("<<", mark)) {
            return null;
        }
        int start = mark + 2;
        boolean chomp = word.startsWith("-", start);
        start = chomp ? start + 1 : start;
        while (start < word.length() && "\t\n\f\r ".indexOf(word.charAt(start)) >= 0) {
            start++;
        }
        String name = word.substring(start);
        if (name.isEmpty() || name.indexOf('<') >= 0) {
            return null;
        }
        List<String> words = WordExpansion.words(name, false, false);
        if (words.size() != 1) {
            return null;
        }
        List<String> quoted = WordExpansion.words(name, true, false);
        boolean expand = quoted.size() == 1 && quotes(quoted.get(0)) == quotes(words.get(0));
        return new Heredoc(words.get(0), descriptor(word.substring(0, mark)), expand, chomp, "");
    }

    private static int descriptor(String digits) {
        return digits.isEmpty() || digits.length() > 9 ? 0 : Integer.parseInt(digits);
    }

    private static long quotes(String text) {
        return text.chars().filter(c -> c == '\'' || c == '"').count();
    }
}
