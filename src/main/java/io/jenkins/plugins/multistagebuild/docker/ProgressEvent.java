package io.jenkins.plugins.multistagebuild.docker;

import java.time.Instant;

/** Something that an engine run tells while it goes on. A step is named by a key that is unique in the run. */
public sealed interface ProgressEvent {

    /** A step and its name, for example {@code [builder 2/5] RUN make}. */
    record Named(String step, String name) implements ProgressEvent {}

    /** A step began. */
    record Started(String step, Instant at) implements ProgressEvent {}

    /** A step printed something: bytes as they came, not split at lines. */
    record Output(String step, Instant at, byte[] bytes) implements ProgressEvent {}

    /**
     * A step ended well.
     *
     * @param cached whether its result was taken from the cache
     */
    record Finished(String step, Instant at, boolean cached) implements ProgressEvent {}

    /**
     * A step ended badly.
     *
     * @param message the engine's words, untrusted
     * @param cancelled whether it was ended because another one failed or the run was stopped
     */
    record Failed(String step, Instant at, String message, boolean cancelled) implements ProgressEvent {}

    /** A line of the client outside of every step. */
    record Loose(Instant at, String line) implements ProgressEvent {}
}
