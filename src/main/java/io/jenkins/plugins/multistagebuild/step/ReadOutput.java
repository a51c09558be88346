package io.jenkins.plugins.multistagebuild.step;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import jenkins.MasterToSlaveFileCallable;

/** Reads a part of a growing file on the agent, from an offset on. */
final class ReadOutput extends MasterToSlaveFileCallable<byte[]> {

    /** The most that one call brings over. */
    static final int MAX_BYTES = 256 << 10;

    private static final long serialVersionUID = 1L;

    private final long offset;

    ReadOutput(long offset) {
        this.offset = offset;
    }

    @Override
    public byte[] invoke(File file, VirtualChannel channel) throws IOException {
        if (file.length() <= offset) {
            return new byte[0];
        }
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            in.seek(offset);
            byte[] bytes = new byte[(int) Math.min(MAX_BYTES, Math.max(0, in.length() - offset))];
            int read = 0;
            while (read < bytes.length) {
                int more = in.read(bytes, read, bytes.length - read);
                if (more < 0) {
                    return Arrays.copyOf(bytes, read);
                }
                read += more;
            }
            return bytes;
        }
    }
}
