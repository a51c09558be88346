package io.jenkins.plugins.multistagebuild.build;

import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;

/**
 * Makes lines of what a step prints. A carriage return starts the line anew, as on a terminal, so that a progress bar
 * leaves one line. A line that grows over a limit is given on in pieces.
 */
final class StepOutput implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int PIECE = 64 * 1024;

    private byte[] line = {};
    private int size;
    private boolean returned;

    /** Takes lines. */
    interface Lines {
        void line(Instant at, byte[] line);
    }

    void add(byte[] bytes, Instant at, Lines lines) {
        for (byte b : bytes) {
            if (b == '\n') {
                returned = false;
                flush(at, lines);
            } else if (b == '\r') {
                returned = true;
            } else {
                if (returned) {
                    size = 0;
                    returned = false;
                }
                append(b);
                if (size == PIECE) {
                    flush(at, lines);
                }
            }
        }
    }

    /** Gives on a last line that has no line feed. */
    void end(Instant at, Lines lines) {
        if (size > 0) {
            flush(at, lines);
        }
        line = new byte[0];
    }

    private void append(byte b) {
        if (size == line.length) {
            line = Arrays.copyOf(line, Math.min(PIECE, Math.max(128, 2 * line.length)));
        }
        line[size++] = b;
    }

    private void flush(Instant at, Lines lines) {
        lines.line(at, Arrays.copyOf(line, size));
        size = 0;
    }
}
