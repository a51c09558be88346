package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a step as BuildKit makes it: {@code [builder 2/5] RUN make}, {@code [2/5] RUN make} where the file has one
 * stage, {@code [linux/arm64 builder 2/5] RUN make} for several platforms (prefixCommand in dockerfile2llb/convert.go).
 *
 * @param stage name of the stage; null in a file with one stage
 * @param number the step's number in the stage, from 1
 * @param total number of steps in the stage
 * @param text the instruction, with variables expanded
 */
record StepName(@CheckForNull String stage, int number, int total, String text) {

    private static final Pattern NAME = Pattern.compile(
            "\\[(?:[^\\s\\]]+/[^\\s\\]]+ )?(?:(?<stage>[^\\s\\]/]+) +)?(?<number>\\d{1,6})/(?<total>\\d{1,6})\\] (?<text>.*)",
            Pattern.DOTALL);

    /** Reads a name; null where it is no step of a stage. */
    @CheckForNull
    static StepName parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        return new StepName(
                matcher.group("stage"),
                Integer.parseInt(matcher.group("number")),
                Integer.parseInt(matcher.group("total")),
                matcher.group("text"));
    }

    /** The instruction's keyword. */
    String keyword() {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }
}
