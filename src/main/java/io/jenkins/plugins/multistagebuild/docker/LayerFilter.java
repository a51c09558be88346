package io.jenkins.plugins.multistagebuild.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leaves layers out of what {@code docker save} prints, while it goes through. A layer's file is left out only if its name is
 * sure to be that layer's: since Docker 25 it is the layer's digest; before, it is made of the layer's chain and a few words
 * that stand in a file before it. What is not understood goes through as it is.
 */
final class LayerFilter {

    private static final int BLOCK = 512;
    private static final int LONGEST_FACTS = 64 * 1024;
    private static final Pattern BLOB = Pattern.compile("blobs/sha256/([0-9a-f]{64})");
    private static final Pattern FACTS_FILE = Pattern.compile("([0-9a-f]{64})/json");
    private static final Pattern LAYER_FILE = Pattern.compile("([0-9a-f]{64})/layer\\.tar");
    private static final Pattern FACTS =
            Pattern.compile("\\{\"id\":\"([0-9a-f]{64})\",(?:\"parent\":\"([0-9a-f]{64})\",)?\"created\":(\"[^\"]*\"),"
                    + "\"container_config\":(\\{.*\\}),\"os\":\"[^\"]*\"\\}\\s*");

    private final InputStream in;
    private final OutputStream out;
    /** Digests of the layers that are left out. */
    private final Set<String> digests = new HashSet<>();
    /** Of each of them the digest of itself with all below it. */
    private final Set<String> chains = new HashSet<>();
    /** Names by which they are known to go. */
    private final Set<String> names = new HashSet<>();

    private long leftOut;

    private final byte[] buffer = new byte[64 * 1024];

    /**
     * Prepares to leave layers out.
     *
     * @param layers digests of the image's layers, lowest first
     * @param known how many of them, from the lowest on, are not to go through
     */
    LayerFilter(InputStream in, OutputStream out, List<String> layers, int known) {
        this.in = in;
        this.out = out;
        String chain = null;
        for (int i = 0; i < Math.min(known, layers.size()); i++) {
            String layer = layers.get(i);
            chain = chain == null ? layer : "sha256:" + sha256(chain + " " + layer);
            // The same layer once more further up needs the file.
            if (!layers.subList(Math.min(known, layers.size()), layers.size()).contains(layer)) {
                digests.add(layer.substring(layer.indexOf(':') + 1));
                chains.add(chain);
            }
        }
    }

    /** Copies the rest to the end. */
    void run() throws IOException {
        byte[] header = new byte[BLOCK];
        while (true) {
            int read = in.readNBytes(header, 0, BLOCK);
            long size = read < BLOCK ? -1 : size(header);
            if (size < 0) {
                out.write(header, 0, read);
                in.transferTo(out);
                return;
            }
            long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
            String name = name(header);
            if (isLeftOut(name)) {
                in.skipNBytes(padded);
                leftOut += BLOCK + padded;
            } else if (FACTS_FILE.matcher(name).matches() && size <= LONGEST_FACTS) {
                byte[] content = in.readNBytes((int) padded);
                learn(new String(content, 0, (int) Math.min(size, content.length), StandardCharsets.UTF_8));
                out.write(header);
                out.write(content);
            } else {
                out.write(header);
                copy(padded);
            }
        }
    }

    /** How much did not go through, once all has been copied. */
    long leftOut() {
        return leftOut;
    }

    private boolean isLeftOut(String name) {
        Matcher blob = BLOB.matcher(name);
        Matcher file = LAYER_FILE.matcher(name);
        return blob.matches() && digests.contains(blob.group(1)) || file.matches() && names.contains(file.group(1));
    }

    /** Finds out whether what is called so is one of the layers to be left out. */
    private void learn(String text) {
        Matcher facts = FACTS.matcher(text);
        if (facts.matches()) {
            String parent = facts.group(2) == null ? "" : ",\"parent\":\"sha256:" + facts.group(2) + "\"";
            for (String chain : chains) {
                String made = "{\"container_config\":" + facts.group(4) + ",\"created\":" + facts.group(3)
                        + ",\"layer_id\":\"" + chain + "\"" + parent + "}";
                if (sha256(made).equals(facts.group(1))) {
                    names.add(facts.group(1));
                }
            }
        }
    }

    private void copy(long length) throws IOException {
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException("the image's archive ends in the middle of a file");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    /** Size of a plain file, folder or link; negative for anything else, such as the end. */
    private static long size(byte[] header) {
        boolean plain = header[156] == 0 || header[156] >= '0' && header[156] <= '5';
        String octal = text(header, 124, 12).strip();
        return plain && header[0] != 0 && octal.matches("[0-7]{1,11}") ? Long.parseLong(octal, 8) : -1;
    }

    private static String name(byte[] header) {
        String prefix = text(header, 345, 155);
        String name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
