package io.jenkins.plugins.multistagebuild.graph;

import java.io.Serializable;

/**
 * Something that works but should be written otherwise.
 *
 * @param rule its id, for the engine's own rules the engine's, for example {@code StageNameCasing}
 * @param line first line of the place
 * @param text what is the matter
 * @param link where the rule is explained; empty for rules of our own
 */
public record Lint(String rule, int line, String text, String link) implements Serializable {

    /** The finding as a person reads it in a log: {@code Dockerfile:3: warning: text [Rule]}. */
    public String inFile(String file) {
        return file + ":" + (line > 0 ? line + ":" : "") + " warning: " + text + " [" + rule + "]";
    }
}
