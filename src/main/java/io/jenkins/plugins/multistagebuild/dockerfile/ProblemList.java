package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of one file, in the order in which the engine would meet them. */
public final class ProblemList {

    private static final int LIMIT = 100;

    private final String file;
    private final WordColumns columns;
    private final Set<Problem> problems = new LinkedHashSet<>();

    /** Starts with none. */
    public ProblemList(String file, byte[] text) {
        this.file = file;
        this.columns = new WordColumns(text);
    }

    /** Adds a problem of a line, or of the whole file where the line is 0; beyond a hundred no more are kept. */
    public void add(int line, String message) {
        add(line, message, "");
    }

    /** Adds a problem of a line with the word at fault, as the file has it, so that its column can be told. */
    public void add(int line, String message, String word) {
        if (problems.size() < LIMIT) {
            problems.add(new Problem(file, line, columns.of(line, word), Quoted.message(message)));
        }
    }

    /** Adds what refuses an instruction of a line. */
    public void add(int line, RefusedException refused) {
        add(line, refused.getMessage(), refused.word());
    }

    /** Adds problems as they are. */
    public void addAll(List<Problem> others) {
        others.stream().limit(Math.max(0, LIMIT - problems.size())).forEach(problems::add);
    }

    /** Adds the problems of another list, by line. */
    public void addByLine(ProblemList others) {
        addAll(others.problems.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .toList());
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** The problems so far. */
    public List<Problem> toList() {
        return List.copyOf(problems);
    }
}
