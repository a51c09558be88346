package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * All that is known of a run when it has ended: what the report is made of. The same value, unfinished, is what live
 * views are drawn from.
 *
 * @param result how it ended; null while it runs
 * @param startedAt when it was started
 * @param wallMillis how long it took, in milliseconds
 * @param tags the references that were asked for and set
 * @param stages one for each stage of the file, in its order, the skipped ones too
 * @param image the final image; null where there is none
 * @param stageBytes sizes of the stages' own images, by stage, where the engine has such
 * @param engines the engines that took part
 * @param pushes the references to which the image was pushed
 * @param failure why it did not succeed; null where it did
 * @param analysis how looking into the image ended; null where that was not asked for
 * @param transfers what travelled between hosts
 * @param notes what happened to hosts, in words
 */
public record Outcome(
        @CheckForNull Result result,
        Instant startedAt,
        long wallMillis,
        List<String> tags,
        List<StageOutcome> stages,
        @CheckForNull ImageDetails image,
        Map<Integer, Long> stageBytes,
        List<HostEngine> engines,
        List<Push> pushes,
        @CheckForNull Failure failure,
        @CheckForNull Analysis analysis,
        List<Transfer> transfers,
        List<String> notes)
        implements Serializable {

    public Outcome {
        tags = List.copyOf(tags);
        stages = List.copyOf(stages);
        stageBytes = Map.copyOf(stageBytes);
        engines = List.copyOf(engines);
        pushes = List.copyOf(pushes);
        transfers = List.copyOf(transfers);
        notes = List.copyOf(notes);
    }

    /**
     * The same, where logs lack lines that could not be kept.
     *
     * @param indices indices of their stages
     */
    public Outcome withClippedLogs(Collection<Integer> indices) {
        List<StageOutcome> clipped = stages.stream()
                .map(stage -> indices.contains(stage.index()) ? stage.withClippedLog() : stage)
                .toList();
        return new Outcome(
                result,
                startedAt,
                wallMillis,
                tags,
                clipped,
                image,
                stageBytes,
                engines,
                pushes,
                failure,
                analysis,
                transfers,
                notes);
    }

    /** The outcome of a run whose engine has no images of stages. */
    public Outcome(
            @CheckForNull Result result,
            Instant startedAt,
            long wallMillis,
            List<String> tags,
            List<StageOutcome> stages,
            @CheckForNull ImageDetails image,
            List<HostEngine> engines,
            List<Push> pushes,
            @CheckForNull Failure failure) {
        this(
                result,
                startedAt,
                wallMillis,
                tags,
                stages,
                image,
                Map.of(),
                engines,
                pushes,
                failure,
                null,
                List.of(),
                List.of());
    }

    /** The same with what was found in the image. */
    public Outcome withAnalysis(@CheckForNull Analysis other) {
        return new Outcome(
                result,
                startedAt,
                wallMillis,
                tags,
                stages,
                image,
                stageBytes,
                engines,
                pushes,
                failure,
                other,
                transfers,
                notes);
    }
}
