package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;

/** The physical lines of a file, with their ends, one after the other. */
final class SourceLines {

    /** A longer line is refused by the frontend. */
    static final int MAX_LINE = 65_535;

    private final byte[] bytes;
    private int position;
    private int number;
    private boolean tooLong;

    SourceLines(byte[] bytes) {
        this.bytes = bytes;
        boolean mark =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        this.position = mark ? 3 : 0;
    }

    /** The next line with its end, or null behind the last one or where a line is too long. */
    @CheckForNull
    String next() {
        if (tooLong || position >= bytes.length) {
            return null;
        }
        int end = position;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        number++;
        if (end - position > MAX_LINE) {
            tooLong = true;
            return null;
        }
        int next = Math.min(end + 1, bytes.length);
        String line = new String(bytes, position, next - position, StandardCharsets.UTF_8);
        position = next;
        return line;
    }

    /** Goes past a first line {@code #!…}, which some use to make a Dockerfile a program. */
    void skipInterpreter() {
        if (position + 1 < bytes.length && bytes[position] == '#' && bytes[position + 1] == '!') {
            next();
        }
    }

    /** Number of the line read last, from 1. */
    int number() {
        return number;
    }

    boolean stoppedAtLongLine() {
        return tooLong;
    }
}
