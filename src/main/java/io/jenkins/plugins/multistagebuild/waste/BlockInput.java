package io.jenkins.plugins.multistagebuild.waste;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Reads a file byte by byte out of large blocks, with a checksum over the blocks: summaries are gone through often. */
final class BlockInput implements Closeable {

    private final InputStream in;
    private final byte[] block = new byte[64 * 1024];
    private final CRC32C sum = new CRC32C();
    private int at;
    private int end;
    private int summed;

    BlockInput(Path file) throws IOException {
        in = Files.newInputStream(file);
    }

    /** The next byte; the end of the file is one of its possible damages. */
    int next() throws IOException {
        if (at == end && !fill()) {
            throw new EOFException("cut off");
        }
        return block[at++] & 0xff;
    }

    void next(byte[] target, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (at == end && !fill()) {
                throw new EOFException("cut off");
            }
            int part = Math.min(length - done, end - at);
            System.arraycopy(block, at, target, offset + done, part);
            at += part;
            done += part;
        }
    }

    long nextLong() throws IOException {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | next();
        }
        return value;
    }

    boolean isAtEnd() throws IOException {
        return at == end && !fill();
    }

    /** Checksum over what has been read so far. */
    long checksum() {
        sum.update(block, summed, at - summed);
        summed = at;
        return sum.getValue();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        sum.update(block, summed, end - summed);
        at = 0;
        summed = 0;
        end = Math.max(0, in.read(block));
        return end > 0;
    }
}
