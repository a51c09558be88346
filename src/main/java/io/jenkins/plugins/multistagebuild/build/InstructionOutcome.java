package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What became of an instruction; the first one of a stage is its {@code FROM}.
 *
 * @param line its line in the file
 * @param text the instruction on one line, keyword included
 * @param state its state
 * @param startedAt when the engine began it; null where it did not run or the engine tells no times
 * @param wallMillis how long it ran, in milliseconds
 * @param sharedWith indices of the other stages for which it was run too, or of the one that ran it for this one
 */
public record InstructionOutcome(
        int line,
        String text,
        InstructionState state,
        @CheckForNull Instant startedAt,
        long wallMillis,
        List<Integer> sharedWith)
        implements Serializable {

    public InstructionOutcome {
        sharedWith = List.copyOf(sharedWith);
    }
}
