package io.jenkins.plugins.multistagebuild.plan;

import java.io.Serializable;

/**
 * What things cost that have nothing to do with a stage's own work.
 *
 * @param runMillis until an engine run begins with its first stage
 * @param handOverMillis for a hand-over besides the bytes: the engine run that exports, the import, their clients
 * @param imageBytesPerSecond how fast an image can be exported and imported, however fast the network
 * @param pullMillis for an external image that a host does not have
 */
public record Rates(long runMillis, long handOverMillis, long imageBytesPerSecond, long pullMillis)
        implements Serializable {

    /** What is taken where nothing was measured. */
    public static final Rates DEFAULT = new Rates(500, 500, 100_000_000, 5_000);

    public Rates {
        if (runMillis < 0 || handOverMillis < 0 || imageBytesPerSecond < 1 || pullMillis < 0) {
            throw new IllegalArgumentException(runMillis + " ms, " + handOverMillis + " ms, " + imageBytesPerSecond
                    + " B/s, " + pullMillis + " ms");
        }
    }
}
