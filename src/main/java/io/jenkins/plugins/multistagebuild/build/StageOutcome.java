package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What became of a stage.
 *
 * @param index its index in the file
 * @param state its state
 * @param host the host that built it; null where it was not built
 * @param queuedMillis time between the end of the last stage it needs and its start, in milliseconds
 * @param startedAt when its first instruction began; null where it did not run
 * @param wallMillis how long at least one of its instructions ran, in milliseconds: not what it waited between two of them
 * @param instructions its {@code FROM}, then its instructions that are engine steps or configuration, in order; none for a skipped
 *     stage
 * @param logClipped whether the engine or a limit cut its log
 */
public record StageOutcome(
        int index,
        StageState state,
        @CheckForNull String host,
        long queuedMillis,
        @CheckForNull Instant startedAt,
        long wallMillis,
        List<InstructionOutcome> instructions,
        boolean logClipped)
        implements Serializable {

    public StageOutcome {
        instructions = List.copyOf(instructions);
    }

    /** The same with a log that lacks lines. */
    StageOutcome withClippedLog() {
        return new StageOutcome(index, state, host, queuedMillis, startedAt, wallMillis, instructions, true);
    }
}
