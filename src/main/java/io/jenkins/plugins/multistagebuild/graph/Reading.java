package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A graph, or the problems why there is none.
 *
 * @param graph the graph; null where there are problems
 * @param problems what is wrong, the engine's own first error first; empty where there is a graph
 * @param lint findings that keep nothing from being built
 */
public record Reading(@CheckForNull StageGraph graph, List<Problem> problems, List<Lint> lint) implements Serializable {

    public Reading {
        problems = List.copyOf(problems);
        lint = List.copyOf(lint);
    }

    /** What is wrong where no finding is allowed; null where there is none. */
    @CheckForNull
    public Problem lintProblem() {
        if (graph == null || lint.isEmpty()) {
            return null;
        }
        String rules = lint.stream().map(Lint::rule).distinct().sorted().collect(Collectors.joining(", "));
        return new Problem(
                graph.file(),
                0,
                0,
                (lint.size() == 1 ? "a finding" : lint.size() + " findings") + " where none is allowed (" + rules
                        + "); mend it, or skip a rule with # check=skip=… at the top of the file or above an instruction");
    }
}
