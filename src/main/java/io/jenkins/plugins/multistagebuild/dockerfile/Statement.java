package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.List;

/**
 * A logical line: continuation lines joined, keyword, flags and the rest told apart, the rest not yet understood.
 *
 * @param line its first line in the file
 * @param endLine its last line, here-documents included
 * @param keyword the first word as written
 * @param flags the words that begin with {@code --}, quotes and escapes taken away
 * @param rest what follows the flags
 * @param text the whole logical line
 * @param arguments the words of {@code rest}, by the instruction's own syntax
 * @param heredocs the here-documents that it opens
 * @param comments the comment lines right above it
 */
record Statement(
        int line,
        int endLine,
        String keyword,
        List<String> flags,
        String rest,
        String text,
        Arguments arguments,
        List<Heredoc> heredocs,
        List<String> comments) {

    /** The keyword in lower case. */
    String kind() {
        return Characters.lower(keyword);
    }

    Statement at(int first, int last) {
        return new Statement(first, last, keyword, flags, rest, text, arguments, heredocs, comments);
    }

    /** Whether the syntax lets here-documents follow: RUN, COPY and ADD unless in JSON form, also behind ONBUILD. */
    boolean mayOpenHeredocs() {
        Statement trigger = arguments.trigger();
        Statement inner = trigger != null ? trigger : this;
        return switch (inner.kind()) {
            case "add", "copy", "run" -> !inner.arguments().json();
            default -> false;
        };
    }

    Statement with(List<Heredoc> documents, int lastLine) {
        return new Statement(line, lastLine, keyword, flags, rest, text, arguments, documents, comments);
    }
}
