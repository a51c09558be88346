package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step that failed by itself.
 *
 * @param stage its stage; null where it belongs to none
 * @param instruction its instruction; null where it belongs to none
 * @param message the engine's words
 */
record StepFailure(@CheckForNull StageRun stage, @CheckForNull InstructionRun instruction, String message)
        implements Serializable {

    private static final Pattern EXIT = Pattern.compile("(?:exit code: |non-zero code: )(\\d{1,9})");

    /** The failure as its user reads it. */
    Failure failure(String file) {
        if (stage == null || instruction == null) {
            return new Failure(file + ": " + words(message), null, 0, null, List.of());
        }
        Integer exit = exitStatus();
        String place = " in stage " + stage.stage().displayName();
        String what = instruction.text()
                + (exit == null ? " failed" + place + ": " + words(message) : " " + reason() + place);
        return new Failure(
                file + ":" + instruction.line() + ": " + what,
                stage.stage().index(),
                instruction.line(),
                exit,
                stage.lastLines());
    }

    /** The reason on one line: the exit status where there is one, else the engine's words. */
    String reason() {
        Integer exit = exitStatus();
        return exit == null ? "failed: " + words(message) : "failed with exit status " + exit;
    }

    @CheckForNull
    private Integer exitStatus() {
        Matcher matcher = EXIT.matcher(message);
        return matcher.find() ? Integer.valueOf(matcher.group(1)) : null;
    }

    /** The engine's words on one line, bounded. */
    static String words(String message) {
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() > 1_000 ? line.substring(0, 1_000) + "…" : line;
    }
}
