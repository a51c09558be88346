package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * How a report differs from an earlier one.
 *
 * @param earlier which report that is
 * @param notes what is to be known before trusting the rest, for example that the earlier report is of another target
 * @param summary the answer in a few sentences
 * @param sizeBytes the image's size
 * @param wallMillis how long the run took
 * @param sequentialMillis how long its instructions would have taken one after the other
 * @param cachePercent share of what came from the cache
 * @param layers layers that were added, removed, or changed their size, the largest difference first; the base image's
 *     layers count as one; none where there is no image on one side
 * @param unchangedLayers how many layers, those of the base image as one, are as large as before
 * @param stages the stages that are needed in one of the two, in the order of this report, those that are gone last
 */
public record Comparison(
        Earlier earlier,
        List<String> notes,
        String summary,
        Change sizeBytes,
        Change wallMillis,
        Change sequentialMillis,
        Change cachePercent,
        List<LayerChange> layers,
        int unchangedLayers,
        List<StageChange> stages) {

    public Comparison {
        notes = BuildReport.copy(notes);
        layers = BuildReport.copy(layers);
        stages = BuildReport.copy(stages);
    }

    /**
     * The earlier report.
     *
     * @param dockerfile its Dockerfile
     * @param target display name of its target
     * @param startedAt when its run began
     * @param result how that ended
     * @param imageId id of its image; null where it has none
     * @param tag the first of its image's references; null where it has none
     */
    public record Earlier(
            String dockerfile,
            String target,
            String startedAt,
            String result,
            @CheckForNull String imageId,
            @CheckForNull String tag) {}

    /**
     * A layer that is not as it was.
     *
     * @param change {@code added}, {@code removed}, {@code grown} or {@code shrunk}
     * @param instruction what makes it, or made it where it was removed
     * @param earlierInstruction what made it in the earlier report where that reads otherwise; null else
     * @param line line of the instruction; null where it is none of the Dockerfile's
     * @param stage display name of its stage; null likewise
     * @param sizeBytes what it adds
     */
    public record LayerChange(
            String change,
            String instruction,
            @CheckForNull String earlierInstruction,
            @CheckForNull Integer line,
            @CheckForNull String stage,
            Change sizeBytes) {}

    /**
     * A stage then and now.
     *
     * @param name its display name
     * @param stateBefore its state in the earlier report; null where that has no such stage
     * @param stateAfter its state in this report; null where this has no such stage
     * @param wallMillis how long it took
     */
    public record StageChange(
            String name, @CheckForNull String stateBefore, @CheckForNull String stateAfter, Change wallMillis) {}
}
