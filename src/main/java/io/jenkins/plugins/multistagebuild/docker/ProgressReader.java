package io.jenkins.plugins.multistagebuild.docker;

import java.io.Serializable;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Reads the progress of an engine run as it comes, in chunks of any size. It can be serialised between two chunks and go
 * on later; its memory is bounded whatever comes.
 */
public interface ProgressReader extends Serializable {

    /** Longest line or JSON object that is understood, in bytes; what is longer is passed over, and that is said. */
    int LIMIT = 8 * 1024 * 1024;

    /**
     * Reads a chunk.
     *
     * @param now the time to go by where the engine tells none
     */
    void read(byte[] chunk, int offset, int length, Instant now, Consumer<ProgressEvent> events);

    /** The run has ended: what is left is told. */
    void end(Instant now, Consumer<ProgressEvent> events);

    /** The reader for what an engine of this kind prints. */
    static ProgressReader of(Engine engine) {
        return switch (engine.flavour()) {
            case BUILDX -> engine.rawJson() ? new RawJsonProgress() : new PlainProgress();
            case BUILDKIT -> new PlainProgress();
            case CLASSIC -> new ClassicProgress();
        };
    }

    /**
     * The same for an engine whose clock is off.
     *
     * @param aheadMillis how far it is ahead of ours; negative where it is behind
     */
    static ProgressReader of(Engine engine, long aheadMillis) {
        return aheadMillis == 0 ? of(engine) : new ShiftedProgress(of(engine), aheadMillis);
    }
}
