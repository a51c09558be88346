package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * What a stage is built from.
 *
 * @param kind image, another stage, or nothing
 * @param ref the word behind {@code FROM} after expansion
 * @param stage index of the base stage; null unless {@code kind} is {@link Kind#STAGE}
 */
public record Base(Kind kind, String ref, @CheckForNull Integer stage) implements Serializable {

    /** Kinds of base, in JSON in lower case. */
    public enum Kind {
        IMAGE,
        STAGE,
        SCRATCH
    }
}
