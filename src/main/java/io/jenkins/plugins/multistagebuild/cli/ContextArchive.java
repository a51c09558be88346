package io.jenkins.plugins.multistagebuild.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A context in one stream: an archive as {@code tar} makes it, perhaps compressed, or else a Dockerfile without a context.
 * It is unpacked by the machine's {@code tar}, which lets nothing out of the folder.
 */
final class ContextArchive {

    private static final int HEADER = 512;
    private static final int LARGEST_DOCKERFILE = 16 * 1024 * 1024;

    private ContextArchive() {}

    /**
     * Makes a context of a stream.
     *
     * @param name what messages call the stream
     * @param folder an empty folder
     */
    static BuildContext unpack(InputStream stream, String name, Path folder) throws IOException, InterruptedException {
        BufferedInputStream in = new BufferedInputStream(stream, 64 * 1024);
        in.mark(HEADER);
        byte[] header = in.readNBytes(HEADER);
        in.reset();
        List<String> compression = compression(header);
        if (compression == null) {
            byte[] dockerfile = in.readNBytes(LARGEST_DOCKERFILE + 1);
            if (dockerfile.length > LARGEST_DOCKERFILE) {
                throw new IOException(name + " is no tar archive, and too large for a Dockerfile");
            }
            return new BuildContext(folder, true, dockerfile);
        }
        List<String> command =
                new ArrayList<>(List.of("tar", "--extract", "--no-same-owner", "--preserve-permissions", "--file=-"));
        command.addAll(compression);
        command.add("--directory=" + folder);
        MachineCommand.run(command, null, in);
        return new BuildContext(folder, true, null);
    }

    /** How an archive is compressed, as options for tar; null where it is no archive. */
    private static List<String> compression(byte[] header) {
        if (startsWith(header, 0x1f, 0x8b)) {
            return List.of("--gzip");
        } else if (startsWith(header, 'B', 'Z', 'h')) {
            return List.of("--bzip2");
        } else if (startsWith(header, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return List.of("--xz");
        } else if (startsWith(header, 0x28, 0xb5, 0x2f, 0xfd)) {
            return List.of("--zstd");
        }
        return isTar(header) ? List.of() : null;
    }

    private static boolean startsWith(byte[] header, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (header.length <= i || (header[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** By the checksum, which archives of every kind have (POSIX.1-1988, ustar interchange format). */
    private static boolean isTar(byte[] header) {
        if (header.length < HEADER) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < HEADER; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        String told = new String(Arrays.copyOfRange(header, 148, 156), StandardCharsets.US_ASCII)
                .replace('\0', ' ')
                .strip();
        return told.matches("[0-7]{1,8}") && Integer.parseInt(told, 8) == sum;
    }
}
