package io.jenkins.plugins.multistagebuild.cli;

import java.util.List;

/** Ends a command with a message for its user and an exit status. */
final class TerminalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitStatus;
    private final transient List<String> lines;

    TerminalException(int exitStatus, List<String> lines) {
        super(String.join("\n", lines));
        this.exitStatus = exitStatus;
        this.lines = List.copyOf(lines);
    }

    TerminalException(int exitStatus, String line) {
        this(exitStatus, List.of(line));
    }

    int exitStatus() {
        return exitStatus;
    }

    List<String> lines() {
        return lines;
    }
}
