package io.jenkins.plugins.multistagebuild.waste;

import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.docker.ImageLayer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** What docker save prints of an image, made in a test in each of its forms. */
final class SavedImage {

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> links = new LinkedHashMap<>();

    /** The form before Docker 25, with the manifest behind the layers. */
    static SavedImage old(byte[]... layers) {
        SavedImage image = new SavedImage();
        List<String> names = new ArrayList<>();
        String below = "";
        for (byte[] layer : layers) {
            below = digest(LayerFile.utf8(below + digest(layer)));
            names.add(below + "/layer.tar");
            image.files.put(below + "/VERSION", LayerFile.utf8("1.0"));
            image.files.put(below + "/json", LayerFile.utf8("{}"));
            image.files.put(below + "/layer.tar", layer);
        }
        image.files.put("cafe.json", configuration(layers));
        image.files.put("manifest.json", manifest("cafe.json", names));
        return image;
    }

    /** The form since Docker 25. */
    static SavedImage oci(byte[]... layers) {
        return oci(layers, layers);
    }

    /** The same with layers that are stored as other bytes than they unpack to. */
    static SavedImage oci(byte[][] stored, byte[][] plain) {
        SavedImage image = new SavedImage();
        List<String> names = new ArrayList<>();
        for (byte[] layer : stored) {
            names.add(image.blob(layer));
        }
        String configuration = image.blob(configuration(plain));
        String manifest = image.blob(LayerFile.utf8("{\"schemaVersion\":2,\"config\":{\"digest\":\""
                + digestOf(configuration) + "\"},\"layers\":["
                + names.stream()
                        .map(name -> "{\"digest\":\"" + digestOf(name) + "\"}")
                        .collect(Collectors.joining(","))
                + "]}"));
        image.files.put(
                "index.json",
                LayerFile.utf8("{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:" + "0".repeat(64)
                        + "\",\"platform\":{\"os\":\"unknown\"}},{\"digest\":\"" + digestOf(manifest) + "\"}]}"));
        image.files.put("manifest.json", manifest(configuration, names));
        image.files.put("oci-layout", LayerFile.utf8("{\"imageLayoutVersion\":\"1.0.0\"}"));
        return image;
    }

    /** The same files in the opposite order. */
    SavedImage reversed() {
        List<String> names = new ArrayList<>(files.keySet());
        Map<String, byte[]> all = new LinkedHashMap<>(files);
        files.clear();
        for (int i = names.size() - 1; i >= 0; i--) {
            files.put(names.get(i), all.get(names.get(i)));
        }
        return this;
    }

    SavedImage without(String name) {
        files.remove(name);
        return this;
    }

    /** Puts a link in the place of the second of two files. */
    SavedImage link(int layer, int sameAs) {
        List<String> names = files.keySet().stream()
                .filter(name -> name.endsWith("/layer.tar"))
                .toList();
        files.remove(names.get(layer));
        links.put(names.get(layer), "../" + names.get(sameAs));
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, 512, "UTF-8")) {
            for (Map.Entry<String, String> link : links.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(link.getKey(), TarConstants.LF_SYMLINK);
                entry.setLinkName(link.getValue());
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }

    /** What an engine says of an image with these layers. */
    static ImageDetails details(byte[]... layers) {
        return new ImageDetails(
                "sha256:" + "a".repeat(64),
                null,
                Stream.of(layers).mapToLong(layer -> layer.length).sum(),
                Stream.of(layers)
                        .map(layer -> new ImageLayer("sha256:" + digest(layer), layer.length, "RUN x"))
                        .toList());
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String blob(byte[] content) {
        String name = "blobs/sha256/" + digest(content);
        files.put(name, content);
        return name;
    }

    private static String digestOf(String blob) {
        return blob.substring("blobs/".length()).replace('/', ':');
    }

    private static byte[] configuration(byte[]... layers) {
        return LayerFile.utf8("{\"rootfs\":{\"diff_ids\":["
                + Arrays.stream(layers)
                        .map(layer -> "\"sha256:" + digest(layer) + "\"")
                        .collect(Collectors.joining(","))
                + "]}}");
    }

    private static byte[] manifest(String configuration, List<String> names) {
        return LayerFile.utf8("[{\"Config\":\"" + configuration + "\",\"RepoTags\":null,\"Layers\":["
                + names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",")) + "]}]");
    }
}
