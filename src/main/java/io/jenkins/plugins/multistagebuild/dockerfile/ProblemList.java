package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of one file, in the order in which the engine would meet them. */
public final class ProblemList {

    private static final int LIMIT = 100;

    private final String file;
    private final Set<Problem> problems = new LinkedHashSet<>();

    /** Starts with none. */
    public ProblemList(String file) {
        this.file = file;
    }

    /** Adds a problem of a line, or of the whole file where the line is 0; beyond a hundred no more are kept. */
    public void add(int line, String message) {
        Problem problem = new Problem(file, line, 0, Quoted.message(message));
        if (problems.size() < LIMIT) {
            problems.add(problem);
        }
    }

    /** Adds the problems of another list, by line. */
    public void addByLine(ProblemList others) {
        others.problems.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .forEach(problem -> add(problem.line(), problem.message()));
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
