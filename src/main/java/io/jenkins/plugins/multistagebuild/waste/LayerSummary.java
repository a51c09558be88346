package io.jenkins.plugins.multistagebuild.waste;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The summary of a layer on disk; it can be gone through as often as it takes.
 *
 * @param file where it is
 * @param entries how many entries the layer has
 * @param files how many of them are files with bytes of their own
 * @param bytes bytes of these
 */
record LayerSummary(Path file, long entries, long files, long bytes) {

    private static final EntryKind[] KINDS = EntryKind.values();
    private static final int LONGEST_PATH = 1024 * 1024;

    /**
     * Reads a summary through once.
     *
     * @throws IOException if it is damaged or can't be read
     */
    static LayerSummary open(Path file) throws IOException {
        return read(file, (kind, path, length, size, content) -> {});
    }

    /** Tells all entries in the order of the layer. */
    void visit(EntryVisitor visitor) throws IOException {
        read(file, visitor);
    }

    private static LayerSummary read(Path file, EntryVisitor visitor) throws IOException {
        try (BlockInput in = new BlockInput(file)) {
            return read(in, file, visitor);
        } catch (EOFException e) {
            throw new IOException("the summary " + file + " is cut off", e);
        }
    }

    private static LayerSummary read(BlockInput in, Path file, EntryVisitor visitor) throws IOException {
        check((int) in.nextLong() == SummaryWriter.MAGIC, file);
        long entries = 0;
        long files = 0;
        long bytes = 0;
        byte[] path = new byte[256];
        int length = 0;
        for (int kind = in.next(); kind != SummaryWriter.END; kind = in.next()) {
            check(kind < KINDS.length, file);
            long shared = number(in);
            long rest = number(in);
            check(shared >= 0 && shared <= length && rest >= 0 && shared + rest <= LONGEST_PATH, file);
            length = (int) (shared + rest);
            if (length > path.length) {
                path = Arrays.copyOf(path, Math.max(length, 2 * path.length));
            }
            in.next(path, (int) shared, (int) rest);
            boolean isFile = kind == EntryKind.FILE.ordinal();
            long size = isFile ? number(in) : 0;
            check(size >= 0, file);
            long content = isFile ? in.nextLong() : 0;
            entries++;
            files += isFile ? 1 : 0;
            bytes += size;
            visitor.entry(KINDS[kind], path, length, size, content);
        }
        check(in.nextLong() == entries && in.nextLong() == files && in.nextLong() == bytes, file);
        long sum = in.checksum();
        check(in.nextLong() == sum && in.isAtEnd(), file);
        return new LayerSummary(file, entries, files, bytes);
    }

    /** Seven bits a byte, the lowest first; -1 where that is no number. */
    private static long number(BlockInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = in.next();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        return -1;
    }

    private static void check(boolean valid, Path file) throws IOException {
        if (!valid) {
            throw new IOException("the summary " + file + " is damaged");
        }
    }
}
