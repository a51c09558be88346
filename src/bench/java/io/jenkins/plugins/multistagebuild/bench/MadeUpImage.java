package io.jenkins.plugins.multistagebuild.bench;

import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What docker save would print of an image of any size, made up while it is read: layers of files of the same size, half of
 * whose paths the layer below has too. Contents are all different but for every tenth file.
 */
final class MadeUpImage extends InputStream {

    private static final int BLOCK = 512;
    private static final int LAYERS = 8;
    private static final String NAME = "blobs/sha256/%064x";

    private final int filesOfLayer;
    private final int fileSize;
    private final byte[] content;
    private byte[] piece = {};
    private int at;
    private int layer;
    private int file = -1;
    private boolean inContent;
    private boolean ended;

    MadeUpImage(int files, long bytes) {
        filesOfLayer = files / LAYERS;
        fileSize = (int) (bytes / files);
        content = new byte[(fileSize + BLOCK - 1) / BLOCK * BLOCK];
        new java.util.Random(1).nextBytes(content);
        Arrays.fill(content, fileSize, content.length, (byte) 0);
    }

    ImageDetails details() {
        return new ImageDetails("sha256:" + "a".repeat(64), null, (long) filesOfLayer * LAYERS * fileSize, List.of());
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (at == piece.length && !next()) {
            return -1;
        }
        int given = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, bytes, offset, given);
        at += given;
        return given;
    }

    /** The next piece: a header, a content, or what ends a layer and the archive. */
    private boolean next() {
        at = 0;
        if (ended) {
            return false;
        }
        if (layer == LAYERS) {
            end();
        } else if (file < 0) {
            long size = (long) filesOfLayer * (BLOCK + content.length) + 2 * BLOCK;
            piece = header(String.format(NAME, layer), size);
            file = 0;
        } else if (file == filesOfLayer) {
            piece = new byte[2 * BLOCK];
            file = -1;
            layer++;
        } else if (inContent) {
            long number = file % 10 == 0 ? file : (long) layer << 32 | file;
            for (int i = 0; i < Long.BYTES; i++) {
                content[i] = (byte) (number >>> 8 * i);
            }
            piece = content;
            inContent = false;
            file++;
        } else {
            int number = layer * filesOfLayer / 2 + file;
            String path = String.format("usr/lib/packages/package-%06d/files/file-%09d.txt", number / 20, number);
            piece = header(path, fileSize);
            inContent = true;
        }
        return true;
    }

    private void end() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < LAYERS; i++) {
            names.append(i == 0 ? "" : ",").append('"').append(String.format(NAME, i)).append('"');
        }
        byte[] manifest = ("[{\"Config\":\"none\",\"Layers\":[" + names + "]}]").getBytes(StandardCharsets.US_ASCII);
        byte[] header = header("manifest.json", manifest.length);
        piece = Arrays.copyOf(header, BLOCK + (manifest.length + BLOCK - 1) / BLOCK * BLOCK + 2 * BLOCK);
        System.arraycopy(manifest, 0, piece, BLOCK, manifest.length);
        ended = true;
    }

    private static byte[] header(String name, long size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 136, "00000000000\0");
        if (size < 1L << 33) {
            put(header, 124, String.format("%011o\0", size));
        } else {
            header[124] = (byte) 0x80;
            for (int i = 0; i < Long.BYTES; i++) {
                header[135 - i] = (byte) (size >>> 8 * i);
            }
        }
        put(header, 148, "        ");
        header[156] = '0';
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
