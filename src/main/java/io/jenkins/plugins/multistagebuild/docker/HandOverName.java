package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of images that travel between hosts. They need a name, since BuildKit takes no image id behind {@code FROM}; theirs
 * is of a domain that nobody can have (RFC 2606), so that no engine asks a registry for it, and ends with the run's id.
 */
public final class HandOverName {

    /** The repository of all of them. */
    static final String REPOSITORY = "multi-stage-build.invalid/hand-over";

    private static final Pattern FORM = Pattern.compile(Pattern.quote(REPOSITORY) + ":([0-9a-f-]{1,80})\\.\\d{1,6}");

    private HandOverName() {}

    /** The name of a run's hand-over. */
    public static String of(RunId run, int number) {
        return REPOSITORY + ":" + run.value() + "." + number;
    }

    /** The run that a name belongs to; null where it is no such name. */
    @CheckForNull
    static RunId run(String name) {
        Matcher form = FORM.matcher(name);
        return form.matches() ? new RunId(form.group(1)) : null;
    }
}
