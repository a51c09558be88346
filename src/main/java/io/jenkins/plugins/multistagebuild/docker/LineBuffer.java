package io.jenkins.plugins.multistagebuild.docker;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts chunks into lines; a line over a limit loses its end, and says so. */
final class LineBuffer implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final byte[] CUT = "… (cut)".getBytes(StandardCharsets.UTF_8);

    private final BoundedBytes line;

    LineBuffer(int limit) {
        this.line = new BoundedBytes(limit);
    }

    /** Gives on every line that ends in this chunk, without its line feed. */
    void add(byte[] chunk, int offset, int length, Consumer<byte[]> lines) {
        int start = offset;
        for (int i = offset; i < offset + length; i++) {
            if (chunk[i] == '\n') {
                line.add(chunk, start, i - start);
                lines.accept(take());
                start = i + 1;
            }
        }
        line.add(chunk, start, offset + length - start);
    }

    /** Gives on the last line, if it has no line feed. */
    void end(Consumer<byte[]> lines) {
        if (!line.isEmpty()) {
            lines.accept(take());
        }
    }

    private byte[] take() {
        boolean cut = line.isCut();
        byte[] taken = line.take();
        if (!cut) {
            return taken;
        }
        byte[] marked = Arrays.copyOf(taken, taken.length + CUT.length);
        System.arraycopy(CUT, 0, marked, taken.length, CUT.length);
        return marked;
    }
}
