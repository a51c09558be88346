package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import java.util.List;

/** A Dockerfile that can't be read or that is wrong; told as JSON where JSON was asked for. */
final class WrongDockerfile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    WrongDockerfile(List<Problem> problems) {
        super(problems.get(0).toString());
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, at least one. */
    List<Problem> problems() {
        return problems;
    }
}
