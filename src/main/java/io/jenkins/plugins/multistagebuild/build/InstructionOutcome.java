package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Instant;

/**
 * What became of an instruction; the first one of a stage is its {@code FROM}.
 *
 * @param line its line in the file
 * @param text the instruction on one line, keyword included
 * @param state its state
 * @param startedAt when the engine began it; null where it did not run or the engine tells no times
 * @param wallMillis how long it ran, in milliseconds
 */
public record InstructionOutcome(
        int line, String text, InstructionState state, @CheckForNull Instant startedAt, long wallMillis)
        implements Serializable {}
