package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;

/** A command was started, and took too long. */
public final class NoAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    /** A command that took longer than so many seconds. */
    public NoAnswerException(long seconds) {
        super("no answer within " + seconds + " s");
    }
}
