package io.jenkins.plugins.multistagebuild.build;

import java.time.Instant;

/** Where a run's lines go. */
public interface LogSink {

    /**
     * A line of a stage.
     *
     * @param stage index of the stage
     * @param at when it was printed
     * @param line its bytes as they came, without a line feed; perhaps no UTF-8
     */
    void stageLine(int stage, Instant at, byte[] line);

    /** A line about the run as a whole. */
    void say(String line);

    /** Nothing comes for a while: what is buffered is handed on. */
    default void flush() {}
}
