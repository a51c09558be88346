package io.jenkins.plugins.multistagebuild.cli;

/** The exit statuses of the program. They are a contract with scripts. */
final class ExitStatus {

    /** Done. */
    static final int DONE = 0;
    /** The build failed, or a gate did. */
    static final int FAILED = 1;
    /** Wrong usage, or an unreadable or wrong Dockerfile. */
    static final int USAGE = 2;
    /** Interrupted. */
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
