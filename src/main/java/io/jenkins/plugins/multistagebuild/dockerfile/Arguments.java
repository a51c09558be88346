package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/**
 * The words behind an instruction's flags, split by the syntax that the instruction has.
 *
 * @param words the words; for ENV and LABEL key, value and {@code =} (or nothing for the old form) in turn
 * @param json whether they were written as a JSON array
 * @param trigger the instruction behind ONBUILD; null for all others
 */
record Arguments(List<String> words, boolean json, @CheckForNull Statement trigger) {

    private static Arguments plain(List<String> words) {
        return new Arguments(words, false, null);
    }

    /** Splits the rest of a line as its keyword asks for; unknown keywords have no words. */
    static Arguments read(String kind, String rest, char escape, int line) throws RefusedException {
        return switch (kind) {
            case "add", "copy", "volume" -> {
                List<String> array = JsonStrings.read(rest);
                yield array != null ? new Arguments(array, true, null) : plain(split(rest));
            }
            case "cmd", "entrypoint", "run", "shell" -> jsonOrWhole(rest);
            case "expose", "from" -> plain(split(rest));
            case "maintainer", "stopsignal", "user", "workdir" -> plain(rest.isEmpty() ? List.of() : List.of(rest));
            case "arg" -> plain(QuotedWords.split(rest, escape));
            case "env", "label" -> plain(pairs(rest, kind, escape));
            case "healthcheck" -> health(rest);
            case "onbuild" -> onbuild(rest, escape, line);
            default -> plain(List.of());
        };
    }

    private static Arguments jsonOrWhole(String rest) throws RefusedException {
        if (rest.isEmpty()) {
            return plain(List.of());
        }
        List<String> array = JsonStrings.read(rest);
        return array != null ? new Arguments(array, true, null) : plain(List.of(rest));
    }

    private static List<String> split(String rest) {
        List<String> words = new ArrayList<>();
        for (int start = 0; start < rest.length(); ) {
            int end = Characters.endOfWord(rest, start);
            words.add(rest.substring(start, end));
            start = Characters.startOfWord(rest, end);
        }
        return words;
    }

    private static List<String> pairs(String rest, String kind, char escape) throws RefusedException {
        List<String> words = QuotedWords.split(rest, escape);
        if (words.isEmpty()) {
            return List.of();
        }
        String keyword = Characters.upper(kind);
        if (words.get(0).indexOf('=') < 0) {
            int end = Characters.endOfWord(rest, 0);
            if (end == rest.length()) {
                throw new RefusedException(keyword + " needs a name and a value: " + keyword + " NAME=value");
            }
            return List.of(rest.substring(0, end), rest.substring(Characters.startOfWord(rest, end)), "");
        }
        List<String> pairs = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new RefusedException(
                        keyword + " " + Quoted.text(word)
                                + " has no =; write NAME=value and put a value with blanks in quotes",
                        word);
            }
            pairs.add(word.substring(0, equals));
            pairs.add(word.substring(equals + 1));
            pairs.add("=");
        }
        return pairs;
    }

    private static Arguments health(String rest) throws RefusedException {
        int end = 0;
        while (end < rest.length() && !isAsciiSpace(rest.charAt(end))) {
            end++;
        }
        int next = end;
        while (next < rest.length() && isAsciiSpace(rest.charAt(next))) {
            next++;
        }
        if (end == 0) {
            return plain(List.of());
        }
        Arguments command = jsonOrWhole(rest.substring(next));
        List<String> words = new ArrayList<>();
        words.add(rest.substring(0, end));
        words.addAll(command.words());
        return new Arguments(words, command.json(), null);
    }

    private static boolean isAsciiSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static Arguments onbuild(String rest, char escape, int line) throws RefusedException {
        if (rest.isEmpty()) {
            return plain(List.of());
        }
        String inner = rest;
        int chained = 0;
        while (isOnbuild(inner)) {
            String behind = inner.substring(Characters.startOfWord(inner, Characters.endOfWord(inner, 0)));
            inner = Characters.trim(FlagWords.read(behind, escape).rest());
            chained++;
        }
        if (chained > 0) {
            // refused later; here only what stands behind must have a syntax
            if (!inner.isEmpty()) {
                StatementReader.statement(inner, escape, line, List.of());
            }
            return plain(List.of("ONBUILD"));
        }
        Statement trigger = StatementReader.statement(rest, escape, line, List.of());
        return new Arguments(List.of(trigger.keyword()), false, trigger);
    }

    private static boolean isOnbuild(String text) {
        return Characters.lower(text.substring(0, Characters.endOfWord(text, 0)))
                .equals("onbuild");
    }
}
