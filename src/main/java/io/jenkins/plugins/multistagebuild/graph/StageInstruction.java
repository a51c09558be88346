package io.jenkins.plugins.multistagebuild.graph;

import java.io.Serializable;

/**
 * An instruction of a stage as plans, logs and reports tell it.
 *
 * @param line its first line in the file
 * @param endLine its last line, here-documents included
 * @param keyword in upper case, for example {@code RUN}
 * @param text the instruction on one line, keyword and flags included, as the user wrote it; at most 1,000 characters
 * @param step whether the engine counts it as a step that makes a file system ({@code RUN}, {@code COPY}, {@code ADD},
 *     {@code WORKDIR}); the others only change configuration
 * @param rest what tells apart what the text leaves out, here-documents and all beyond its limit; empty where that is nothing
 */
public record StageInstruction(int line, int endLine, String keyword, String text, boolean step, String rest)
        implements Serializable {}
