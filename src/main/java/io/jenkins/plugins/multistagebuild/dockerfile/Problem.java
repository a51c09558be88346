package io.jenkins.plugins.multistagebuild.dockerfile;

import java.io.Serializable;

/**
 * Something wrong in a Dockerfile or in what was asked of it.
 *
 * @param file the file as the user named it
 * @param line first line of the place, from 1; 0 where no line can be told
 * @param column column in that line, from 1; 0 where no column can be told
 * @param message what is wrong and a way out, without the place
 */
public record Problem(String file, int line, int column, String message) implements Serializable {

    /** The problem as a person reads it: {@code Dockerfile:12: message}, without the line where there is none. */
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
    }
}
