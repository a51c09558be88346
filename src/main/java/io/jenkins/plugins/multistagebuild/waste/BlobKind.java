package io.jenkins.plugins.multistagebuild.waste;

import java.nio.charset.StandardCharsets;

/** What a blob is, by its first bytes: an archive does not say it by name. */
enum BlobKind {
    /** A gzip'd layer. */
    GZIP,
    /** A layer compressed by Zstandard, which nothing here can read. */
    ZSTD,
    /** A layer. */
    TAR,
    /** A document: index, manifest, configuration. */
    JSON,
    /** Something else. */
    OTHER;

    /** How many bytes it takes to tell. */
    static final int HEAD = 512;

    private static final int TAR_MAGIC = 257;
    private static final byte[] USTAR = "ustar".getBytes(StandardCharsets.US_ASCII);

    static BlobKind of(byte[] head) {
        if (starts(head, 0, (byte) 0x1f, (byte) 0x8b)) {
            return GZIP;
        } else if (starts(head, 0, (byte) 0x28, (byte) 0xb5, (byte) 0x2f, (byte) 0xfd)) {
            return ZSTD;
        } else if (starts(head, TAR_MAGIC, USTAR) || isZeros(head)) {
            return TAR;
        } else if (starts(head, 0, (byte) '{') || starts(head, 0, (byte) '[')) {
            return JSON;
        }
        return head.length == HEAD && isNumber(head, 148, 156) ? TAR : OTHER;
    }

    private static boolean starts(byte[] head, int at, byte... bytes) {
        if (head.length < at + bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (head[at + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** A layer without files is made of zeros, or of nothing at all. */
    private static boolean isZeros(byte[] head) {
        for (byte b : head) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** The checksum in the header of a tar of the old kind, which has no magic number. */
    private static boolean isNumber(byte[] head, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            digits += head[i] >= '0' && head[i] <= '7' ? 1 : 0;
            if (head[i] != 0 && head[i] != ' ' && (head[i] < '0' || head[i] > '7')) {
                return false;
            }
        }
        return digits > 0;
    }
}
