package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.List;

/**
 * Where an instruction stands and how it is written.
 *
 * @param line its first line in the file
 * @param endLine its last line, here-documents included
 * @param keyword its keyword as written
 * @param text the instruction joined to one line, here-documents left out
 * @param comments the comment lines right above it
 */
public record Place(int line, int endLine, String keyword, String text, List<String> comments) {

    public Place {
        comments = List.copyOf(comments);
    }
}
