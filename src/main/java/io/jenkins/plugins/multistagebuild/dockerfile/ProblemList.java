package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one file, in the order in which the engine would meet them. */
public final class ProblemList {

    private static final int LIMIT = 100;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    /** Starts with none. */
    public ProblemList(String file) {
        this.file = file;
    }

    /** Adds a problem of a line, or of the whole file where the line is 0; beyond a hundred no more are kept. */
    public void add(int line, String message) {
        Problem problem = new Problem(file, line, 0, message);
        if (problems.size() < LIMIT && !problems.contains(problem)) {
            problems.add(problem);
        }
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
