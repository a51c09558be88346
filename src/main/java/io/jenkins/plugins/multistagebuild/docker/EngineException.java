package io.jenkins.plugins.multistagebuild.docker;

/** A client or an engine that does not answer, or not as asked. The message is for the user. */
public final class EngineException extends Exception {

    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
