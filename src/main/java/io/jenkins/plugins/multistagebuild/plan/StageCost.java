package io.jenkins.plugins.multistagebuild.plan;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stage costs.
 *
 * @param millis how long its instructions take on a processor of speed 1, images being there
 * @param imageBytes size of its image, which travels where another host builds a stage from it
 * @param copiedBytes how much it takes out of other stages, by their indices; for one that is missing the whole image counts
 */
public record StageCost(long millis, long imageBytes, Map<Integer, Long> copiedBytes) implements Serializable {

    public StageCost {
        // sorted, and so the same on every machine
        copiedBytes = new TreeMap<>(copiedBytes);
        if (millis < 0 || imageBytes < 0 || copiedBytes.values().stream().anyMatch(bytes -> bytes < 0)) {
            throw new IllegalArgumentException(millis + " ms, " + imageBytes + " B, " + copiedBytes);
        }
    }

    /** The same with another run time. */
    public StageCost withMillis(long other) {
        return new StageCost(other, imageBytes, copiedBytes);
    }

    /** The same with another size of image. */
    public StageCost withImageBytes(long other) {
        return new StageCost(millis, other, copiedBytes);
    }

    /** The same with what is taken out of one stage. */
    public StageCost withCopiedBytes(int stage, long bytes) {
        Map<Integer, Long> copied = new TreeMap<>(copiedBytes);
        copied.put(stage, bytes);
        return new StageCost(millis, imageBytes, copied);
    }
}
