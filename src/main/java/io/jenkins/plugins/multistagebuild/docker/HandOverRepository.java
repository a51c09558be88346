package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository whose images are hand-overs of runs, each under a tag of its own.
 *
 * @param name its name with that of its registry, as engines show it: without a tag, and without {@code docker.io/}
 */
public record HandOverRepository(String name) implements Serializable {

    private static final Pattern TAG = Pattern.compile("([0-9a-f-]{1,80})\\.\\d{1,6}");

    /** The image of a hand-over of a run. */
    public String image(RunId run, int number) {
        return name + ":" + run.value() + "." + number;
    }

    /** An image of it by the digest of its manifest, which is nobody else's. */
    public String withDigest(String digest) {
        return name + "@" + digest;
    }

    /** The registry, as people call it. */
    public String registry() {
        String first = name.substring(0, Math.max(0, name.indexOf('/')));
        return first.equals("localhost") || first.contains(".") || first.contains(":") ? first : "docker.io";
    }

    /** The run that an image belongs to; null where it is none of this repository. */
    @CheckForNull
    RunId run(String image) {
        Matcher tag = TAG.matcher(image.startsWith(name + ":") ? image.substring(name.length() + 1) : "");
        return tag.matches() ? new RunId(tag.group(1)) : null;
    }
}
