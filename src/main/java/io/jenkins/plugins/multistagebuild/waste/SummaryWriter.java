package io.jenkins.plugins.multistagebuild.waste;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes the summary of a layer: for each entry its kind, its path as far as it differs from the one before, and for a
 * file its size and fingerprint, some 25 bytes in all. Behind the last come the numbers of entries, files and bytes, and
 * a checksum over everything.
 */
final class SummaryWriter implements EntryVisitor, Closeable {

    /** What a summary begins with. */
    static final int MAGIC = 0x4d534232;

    /** The byte in the place of a kind behind the last entry. */
    static final int END = 0xff;

    /** A layer of more is not summed up. */
    static final long MOST_ENTRIES = 50_000_000;

    private final CheckedOutputStream checked;
    private final DataOutputStream out;
    private byte[] last = new byte[256];
    private int lastLength;
    private long entries;
    private long files;
    private long bytes;

    SummaryWriter(Path file) throws IOException {
        checked =
                new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 64 * 1024), new CRC32C());
        out = new DataOutputStream(new BufferedOutputStream(checked, 8 * 1024));
        out.writeLong(MAGIC);
    }

    @Override
    public void entry(EntryKind kind, byte[] path, int length, long size, long content) throws IOException {
        if (++entries > MOST_ENTRIES) {
            throw new IOException("a layer has more than " + MOST_ENTRIES + " files");
        }
        int shared = 0;
        while (shared < length && shared < lastLength && path[shared] == last[shared]) {
            shared++;
        }
        out.writeByte(kind.ordinal());
        number(shared);
        number(length - shared);
        out.write(path, shared, length - shared);
        if (kind == EntryKind.FILE) {
            number(size);
            out.writeLong(content);
            files++;
            bytes += size;
        }
        remember(path, shared, length);
    }

    /** Ends the summary; without it, it is not valid. */
    void end() throws IOException {
        out.writeByte(END);
        out.writeLong(entries);
        out.writeLong(files);
        out.writeLong(bytes);
        out.flush();
        out.writeLong(checked.getChecksum().getValue());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void remember(byte[] path, int shared, int length) {
        if (length > last.length) {
            last = new byte[Math.max(length, 2 * last.length)];
            shared = 0;
        }
        System.arraycopy(path, shared, last, shared, length - shared);
        lastLength = length;
    }

    /** Seven bits a byte, the lowest first. */
    private void number(long value) throws IOException {
        long rest = value;
        while (rest > 0x7f) {
            out.writeByte((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }
}
