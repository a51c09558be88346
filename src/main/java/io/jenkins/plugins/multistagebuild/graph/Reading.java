package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import java.io.Serializable;
import java.util.List;

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
}
