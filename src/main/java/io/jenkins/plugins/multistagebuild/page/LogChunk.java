package io.jenkins.plugins.multistagebuild.page;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Some whole lines of a log.
 *
 * @param bytes the lines, with their ends
 * @param end where in the log the next lines begin, in bytes
 * @param more whether there are more lines already
 */
record LogChunk(byte[] bytes, long end, boolean more) {

    private static final int MOST_BYTES = 256 * 1024;

    /**
     * Reads lines.
     *
     * @param log the log from its beginning; it is not closed
     * @param start where to begin, in bytes
     * @param growing whether a last line without an end may be half of one
     */
    static LogChunk read(InputStream log, long start, boolean growing) throws IOException {
        try {
            log.skipNBytes(Math.max(0, start));
        } catch (java.io.EOFException e) {
            return new LogChunk(new byte[0], start, false);
        }
        byte[] read = log.readNBytes(MOST_BYTES);
        boolean more = read.length == MOST_BYTES;
        int length = read.length;
        if (more || growing) {
            int line = lastLine(read);
            length = line > 0 || !more ? line : read.length;
        }
        return new LogChunk(Arrays.copyOf(read, length), Math.max(0, start) + length, more);
    }

    private static int lastLine(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
