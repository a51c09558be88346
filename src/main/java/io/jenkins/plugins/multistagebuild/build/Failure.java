package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * Why a run did not succeed, in words for its user.
 *
 * @param message what happened, with file and line where there is one, and a way out
 * @param stage index of the failed stage; null where no stage is at fault
 * @param line line of the failed instruction; 0 where none is known
 * @param exitStatus exit status of the failed command; null where none is known
 * @param lastLines the last lines of the stage's log, at most 20, each at most 1,000 characters
 */
public record Failure(
        String message, @CheckForNull Integer stage, int line, @CheckForNull Integer exitStatus, List<String> lastLines)
        implements Serializable {

    public Failure {
        message = Objects.requireNonNullElse(message, "for a reason that was not told");
        lastLines = List.copyOf(lastLines);
    }
}
