package io.jenkins.plugins.multistagebuild.waste;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that gives no more than a header of an archive may be long, unless a file is read: whatever a header or a
 * compressed stream claims, it fills neither the memory nor the time.
 */
final class MeteredInput extends FilterInputStream {

    private final Limit limit;
    private boolean counting;
    private long allowance;
    private String what = "";

    MeteredInput(InputStream in, Limit limit) {
        super(in);
        this.limit = limit;
    }

    /** What the layers of an image may hold together. */
    static final class Limit {

        private static final long HEADERS = 32L << 30;

        private long contents;
        private long headers = HEADERS;

        /** A limit for the contents of files; headers have one that no real image reaches. */
        Limit(long contents) {
            this.contents = contents;
        }

        /** Takes a file's content, before it is read. */
        void content(long bytes) throws IOException {
            contents -= bytes;
            if (contents < 0) {
                throw new IOException("the image's layers hold more than the engine says that they do");
            }
        }

        private void header(long bytes) throws IOException {
            headers -= bytes;
            if (headers < 0) {
                throw new IOException("the image's layers have more headers than any image");
            }
        }
    }

    /** Allows so many bytes from now on; {@code name} is what they are, for the message if they do not suffice. */
    void allow(long bytes, String name) {
        counting = true;
        allowance = bytes;
        what = name;
    }

    /** Lets everything pass from now on: its length is known. */
    void allowAll() {
        counting = false;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        took(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        took(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        took(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void took(long bytes) throws IOException {
        if (counting) {
            allowance -= bytes;
            if (allowance < 0) {
                throw new IOException(what + " is longer than it may be");
            }
            limit.header(bytes);
        }
    }
}
