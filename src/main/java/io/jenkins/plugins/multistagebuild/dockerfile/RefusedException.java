package io.jenkins.plugins.multistagebuild.dockerfile;

/** A word, flag or instruction cannot be read; the message says why, the caller knows where. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String word;

    /** Carries a message and, being a value rather than a failure of the program, no stack trace. */
    public RefusedException(String message) {
        this(message, "");
    }

    /** The same, with the word at fault as the file has it. */
    public RefusedException(String message, String word) {
        super(message, null, false, false);
        this.word = word;
    }

    /** The word at fault as the file has it; empty where it is not a single one. */
    public String word() {
        return word;
    }
}
