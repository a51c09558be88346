package io.jenkins.plugins.multistagebuild.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Images without layers, as {@code docker load} reads them. An engine that keeps its layers by a storage driver looks for a
 * layer among its own before it opens the file of that name, so such an image comes to be where it has all layers, be it
 * for its build cache alone; else the engine names the file that it misses.
 */
final class LayerArchive {

    private static final int BLOCK = 512;
    private static final String FILE = "layer-";
    private static final Pattern MISSING =
            Pattern.compile("open /\\S*/" + FILE + "(\\d{1,4}): no such file or directory");
    /** No layer has this digest, or nobody knows it. */
    private static final String NOBODYS = "sha256:" + "0".repeat(64);

    private LayerArchive() {}

    /**
     * An image that no engine can load: above the layers it has one that nobody has. What the engine says tells how many of
     * the others it has, see {@link #known}.
     *
     * @param layers digests, lowest first
     */
    static byte[] question(List<String> layers, String name) {
        List<String> more = new ArrayList<>(layers);
        more.add(NOBODYS);
        return image(more, name, "linux/amd64", "{}");
    }

    /**
     * How many of the layers asked for an engine has, from the lowest on.
     *
     * @param said what it said of the question
     * @return 0 also where it said something else
     */
    static int known(String said) {
        Matcher missing = MISSING.matcher(said);
        return missing.find() ? Integer.parseInt(missing.group(1)) : 0;
    }

    /** An image of files that an engine has as a layer. */
    static byte[] ofKnown(String layer, String name, String platform, String run) {
        return image(List.of(layer), name, platform, "{\"Labels\":{\"" + RunId.LABEL + "\":\"" + run + "\"}}");
    }

    /** Digests, the name, the platform and the run's id are made up of characters that need no escape. */
    private static byte[] image(List<String> layers, String name, String platform, String config) {
        int slash = platform.indexOf('/');
        List<String> files = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            files.add(FILE + i);
        }
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        add(
                tar,
                "config.json",
                "{\"architecture\":\"" + platform.substring(slash + 1) + "\",\"os\":\"" + platform.substring(0, slash)
                        + "\",\"created\":\"1970-01-01T00:00:00Z\",\"config\":" + config
                        + ",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":" + quoted(layers) + "}}");
        add(
                tar,
                "manifest.json",
                "[{\"Config\":\"config.json\",\"RepoTags\":[\"" + name + "\"],\"Layers\":" + quoted(files) + "}]");
        tar.writeBytes(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }

    private static String quoted(List<String> words) {
        return words.isEmpty() ? "[]" : "[\"" + String.join("\",\"", words) + "\"]";
    }

    private static void add(ByteArrayOutputStream tar, String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.US_ASCII);
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0000000000\0000000000\000" + "%011o".formatted(content.length) + "\00000000000000\0");
        put(header, 148, "        0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each;
        }
        put(header, 148, "%06o\0".formatted(sum));
        tar.writeBytes(header);
        tar.writeBytes(content);
        tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
