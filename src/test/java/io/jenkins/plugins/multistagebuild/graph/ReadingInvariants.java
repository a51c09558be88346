package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What holds for the reading of any file, however broken. Without a library of assertions, so that fuzzing stays fast. */
final class ReadingInvariants {

    private static final int LONGEST_MESSAGE = 2_000;

    private ReadingInvariants() {}

    static void check(byte[] text, Reading reading) {
        check(text, "", reading);
    }

    /** Checks the reading of a text and of some other words that the user gave. */
    static void check(byte[] text, String words, Reading reading) {
        int lines = 1;
        for (byte b : text) {
            lines += b == '\n' ? 1 : 0;
        }
        require((reading.graph() == null) != reading.problems().isEmpty(), "either a graph or problems");
        for (Problem problem : reading.problems()) {
            require(problem.line() >= 0 && problem.line() <= lines, "a line of the file: " + problem);
            require(problem.column() == 0 || problem.line() > 0, "a column of a line: " + problem);
            require(problem.column() >= 0 && problem.column() <= text.length, "a column of the file: " + problem);
            checkText(problem.message(), text, words);
        }
        for (Lint lint : reading.lint()) {
            require(lint.line() >= 0 && lint.line() <= lines, "a line of the file: " + lint);
            checkText(lint.text(), text, words);
        }
        if (reading.graph() != null) {
            checkGraph(reading.graph());
        }
    }

    private static void checkText(String message, byte[] text, String words) {
        require(!message.isEmpty() && message.length() < LONGEST_MESSAGE, "a message of sound length: " + message);
        require(message.chars().noneMatch(Character::isISOControl), "no control characters: " + message);
        for (String word : List.of("null", "Exception")) {
            require(!message.contains(word) || isGiven(word, text, words), "words for people: " + message);
        }
    }

    /** Whether a word stands in what the user gave, be it in pieces or in another case. */
    private static boolean isGiven(String word, byte[] text, String words) {
        String letters = (new String(text, StandardCharsets.ISO_8859_1) + " " + words).replaceAll("[^A-Za-z]", "");
        return letters.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }

    private static void checkGraph(StageGraph graph) {
        require(graph.targetStage().needed(), "the target is needed");
        Set<Integer> needed = new HashSet<>(graph.neededStages());
        for (Stage stage : graph.stages()) {
            for (Dependency dependency : stage.dependencies()) {
                require(!stage.needed() || needed.contains(dependency.stage()), "what a needed stage needs is needed");
                require(
                        dependency.kind() != Dependency.Kind.FROM || dependency.stage() < stage.index(),
                        "a base comes before its stage");
            }
        }
        checkLevels(graph, needed);
    }

    private static void checkLevels(StageGraph graph, Set<Integer> needed) {
        Set<Integer> earlier = new HashSet<>();
        for (List<Integer> level : graph.levels()) {
            for (int index : level) {
                for (Dependency dependency : graph.stage(index).dependencies()) {
                    require(
                            dependency.stage() == index || earlier.contains(dependency.stage()),
                            "a level needs earlier levels only");
                }
            }
            earlier.addAll(level);
        }
        require(earlier.equals(needed), "every needed stage has a level");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + what);
        }
    }
}
