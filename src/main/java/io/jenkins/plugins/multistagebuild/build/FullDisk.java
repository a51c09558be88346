package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something that ended badly since a disk was full.
 *
 * @param host name of the host whose disk it is
 * @param why what failed
 */
record FullDisk(String host, Failure why) {

    /** What systems say, in the words of an engine or of a command. */
    private static final Pattern WORDS =
            Pattern.compile("no space left on device|disk quota exceeded", Pattern.CASE_INSENSITIVE);

    /**
     * The disk that was full; null where it is not that.
     *
     * @param run the engine run that ended
     * @param why what failed
     */
    @CheckForNull
    static FullDisk of(EngineRun run, Failure why) {
        boolean said = Stream.concat(Stream.of(why.message()), why.lastLines().stream())
                .anyMatch(line -> WORDS.matcher(line).find());
        return said ? new FullDisk(run.host(), why) : null;
    }
}
