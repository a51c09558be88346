package io.jenkins.plugins.multistagebuild.waste;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A number for a content: CRC-32 and CRC-32C side by side, both of which processors compute at several GB/s, so that
 * reading stays as fast as the engine. With the size, which is always compared too, two of a million different files
 * get the same number with a chance of less than one in ten million. It keeps nobody from making up two files with the same
 * number: he gets two files of his own image called the same in its report, which is all that hangs on it.
 */
final class Fingerprint {

    private final CRC32 first = new CRC32();
    private final CRC32C second = new CRC32C();

    void reset() {
        first.reset();
        second.reset();
    }

    void update(byte[] bytes, int length) {
        first.update(bytes, 0, length);
        second.update(bytes, 0, length);
    }

    /** The number; never 0. */
    long value() {
        long value = first.getValue() << 32 | second.getValue();
        return value == 0 ? 1 : value;
    }
}
