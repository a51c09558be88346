package io.jenkins.plugins.multistagebuild.dockerfile;

/** A word, flag or instruction cannot be read; the message says why, the caller knows where. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Carries a message and, being a value rather than a failure of the program, no stack trace. */
    public RefusedException(String message) {
        super(message, null, false, false);
    }
}
