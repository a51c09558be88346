package io.jenkins.plugins.multistagebuild.docker;

import java.io.Serializable;
import java.util.Arrays;

/** Bytes that are collected up to a limit; what comes after it is dropped and remembered as dropped. */
final class BoundedBytes implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int limit;
    private byte[] bytes = {};
    private int size;
    private boolean cut;

    BoundedBytes(int limit) {
        this.limit = limit;
    }

    void add(byte[] source, int offset, int length) {
        int taken = Math.min(length, limit - size);
        if (size + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + taken, Math.min(limit, 2 * bytes.length)));
        }
        System.arraycopy(source, offset, bytes, size, taken);
        size += taken;
        cut |= taken < length;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether something was dropped since the last {@link #take}. */
    boolean isCut() {
        return cut;
    }

    /** What was collected; the buffer is empty then. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        cut = false;
        if (bytes.length > 64 * 1024) {
            bytes = new byte[0];
        }
        return taken;
    }
}
