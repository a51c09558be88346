package io.jenkins.plugins.multistagebuild.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes an archive as docker's client does: POSIX.1-1988 headers, and POSIX.1-2001 records for what does not fit in there. All
 * belongs to root.
 */
final class TarWriter {

    /** Kinds of entry, with their marks in the header. */
    enum Kind {
        FILE('0'),
        HARD_LINK('1'),
        SYMBOLIC_LINK('2'),
        FOLDER('5');

        private final char mark;

        Kind(char mark) {
            this.mark = mark;
        }
    }

    /**
     * An entry.
     *
     * @param name its path; a folder's ends with {@code /}
     * @param link what a link leads to; else empty
     * @param mode the twelve lower bits
     * @param size bytes of its content, for a file only
     * @param seconds when it was changed, since 1970
     */
    record Entry(Kind kind, String name, String link, int mode, long size, long seconds) {}

    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;
    private static final long LARGEST = 077777777777L;
    private static final int CHECKSUM = 148;

    private final OutputStream out;
    private final byte[] buffer = new byte[64 * 1024];

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes an entry without content. */
    void write(Entry entry) throws IOException {
        Map<String, String> records = new TreeMap<>();
        if (!fits(entry.name())) {
            records.put("path", entry.name());
        }
        if (!fits(entry.link())) {
            records.put("linkpath", entry.link());
        }
        if (entry.size() > LARGEST) {
            records.put("size", Long.toString(entry.size()));
        }
        if (entry.seconds() < 0 || entry.seconds() > LARGEST) {
            records.put("mtime", Long.toString(entry.seconds()));
        }
        if (!records.isEmpty()) {
            byte[] content = records(records);
            header('x', new Entry(Kind.FILE, "records", "", 0, content.length, 0));
            out.write(content);
            pad(content.length);
        }
        header(entry.kind().mark, entry);
    }

    /** Writes a file. */
    void write(Entry entry, InputStream content) throws IOException {
        write(entry);
        long left = entry.size();
        while (left > 0) {
            int read = content.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException(entry.name() + " became shorter while it was read");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        pad(entry.size());
    }

    /** Writes the end. */
    void end() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    private void header(char mark, Entry entry) throws IOException {
        byte[] header = new byte[BLOCK];
        text(header, 0, LONGEST_NAME, entry.name());
        octal(header, 100, 7, entry.mode());
        octal(header, 108, 7, 0);
        octal(header, 116, 7, 0);
        octal(header, 124, 11, Math.min(entry.size(), LARGEST));
        octal(header, 136, 11, Math.max(0, Math.min(entry.seconds(), LARGEST)));
        header[156] = (byte) mark;
        text(header, 157, LONGEST_NAME, entry.link());
        text(header, 257, 8, "ustar\00000");
        octal(header, 329, 7, 0);
        octal(header, 337, 7, 0);
        int sum = 8 * ' ';
        for (byte each : header) {
            sum += each & 0xff;
        }
        octal(header, CHECKSUM, 6, sum);
        header[CHECKSUM + 7] = ' ';
        out.write(header);
    }

    private static boolean fits(String text) {
        return text.length() <= LONGEST_NAME && text.chars().allMatch(c -> c > 0 && c < 128);
    }

    private static void text(byte[] header, int at, int longest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, Math.min(bytes.length, longest));
    }

    private static void octal(byte[] header, int at, int digits, long value) {
        long left = value;
        for (int i = digits - 1; i >= 0; i--) {
            header[at + i] = (byte) ('0' + (left & 7));
            left >>= 3;
        }
    }

    private static byte[] records(Map<String, String> records) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Map.Entry<String, String> each : records.entrySet()) {
            byte[] rest = (" " + each.getKey() + "=" + each.getValue() + "\n").getBytes(StandardCharsets.UTF_8);
            int length = rest.length;
            while (length != rest.length + Integer.toString(length).length()) {
                length = rest.length + Integer.toString(length).length();
            }
            all.write(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
            all.write(rest);
        }
        return all.toByteArray();
    }

    private void pad(long written) throws IOException {
        out.write(new byte[(int) ((BLOCK - written % BLOCK) % BLOCK)]);
    }
}
