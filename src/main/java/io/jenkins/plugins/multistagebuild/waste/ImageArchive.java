package io.jenkins.plugins.multistagebuild.waste;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads what {@code docker save} prints, once and as it comes: each layer becomes a summary on disk; the documents that
 * tell the layers' order may stand before or behind them.
 *
 * <p>There are two forms. Since Docker 25 the archive is an OCI layout whose layers are {@code blobs/sha256/<digest>};
 * before, they were {@code <id>/layer.tar}, where the id is a hash over the layer and all below it (and, for the uppermost,
 * over the image's configuration). Both names stand for a content and come before it, so a layer whose name is known is
 * passed over without being unpacked or looked at.
 */
final class ImageArchive {

    private static final Pattern OLD_LAYER = Pattern.compile("([0-9a-f]{64})/layer\\.tar");
    private static final Pattern BLOB = Pattern.compile("blobs/(sha256|sha512)/([0-9a-f]{64,128})");
    private static final int MOST_LINKS = 10;
    private static final int AHEAD = 1024 * 1024;

    private final TarArchiveInputStream archive;
    private final MeteredInput metered;
    private final LayerCache cache;
    private final MeteredInput.Limit limit;
    private final ArchiveDocuments documents = new ArchiveDocuments();
    private final Map<String, LayerSummary> layers = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private int layersRead;

    /**
     * A reader.
     *
     * @param in what {@code docker save} prints
     * @param cache where summaries are
     * @param mostBytes what the layers that are read may hold in all, unpacked
     */
    ImageArchive(InputStream in, LayerCache cache, long mostBytes) {
        this.metered = new MeteredInput(in, new MeteredInput.Limit(Long.MAX_VALUE));
        this.archive =
                new TarArchiveInputStream(new BufferedInputStream(metered, AHEAD), StandardCharsets.UTF_8.name());
        this.cache = cache;
        this.limit = new MeteredInput.Limit(mostBytes);
    }

    /** How many layers had to be read. */
    int layersRead() {
        return layersRead;
    }

    /**
     * Reads to the end.
     *
     * @return the layers, the lowest first
     * @throws IOException if the archive is damaged, or a summary can't be written
     */
    List<LayerSummary> read() throws IOException {
        for (TarArchiveEntry entry = next(); entry != null; entry = next()) {
            String name = EntryPath.clean(entry.getName());
            if (entry.isSymbolicLink()) {
                // Two layers with the same content, in the old form.
                links.put(name, EntryPath.clean(parent(name) + entry.getLinkName()));
            } else if (entry.isLink()) {
                links.put(name, EntryPath.clean(entry.getLinkName()));
            } else if (entry.isFile() && !entry.isSparse()) {
                file(name);
                // What is known is passed over; a tar has some zeros behind its end.
                archive.transferTo(OutputStream.nullOutputStream());
            }
        }
        return inOrder();
    }

    @CheckForNull
    private TarArchiveEntry next() throws IOException {
        metered.allow(AHEAD + LayerTar.LONGEST_HEADER, "a header of the archive");
        TarArchiveEntry entry = archive.getNextEntry();
        metered.allowAll();
        return entry;
    }

    private static String parent(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    private void file(String name) throws IOException {
        String layer = layerName(name);
        LayerSummary known = layer == null ? null : cache.find(layer);
        if (known != null) {
            layers.put(name, known);
            return;
        }
        byte[] head = archive.readNBytes(BlobKind.HEAD);
        BlobKind kind = BlobKind.of(head);
        if (layer == null || kind == BlobKind.JSON) {
            if (kind == BlobKind.JSON) {
                documents.add(name, head, archive);
            }
        } else if (kind == BlobKind.TAR || kind == BlobKind.GZIP) {
            layers.put(name, read(layer, head));
        } else if (kind == BlobKind.ZSTD) {
            throw new IOException(
                    "layer " + layer
                            + " is compressed by Zstandard, which can't be read here; an image whose layers are made by gzip can");
        }
    }

    /** What stands for the content of a layer; null for a file that is none. */
    @CheckForNull
    private static String layerName(String name) {
        Matcher old = OLD_LAYER.matcher(name);
        Matcher blob = BLOB.matcher(name);
        return old.matches() ? "id:" + old.group(1) : blob.matches() ? blob.group(1) + ":" + blob.group(2) : null;
    }

    private LayerSummary read(String layer, byte[] head) throws IOException {
        Path draft = cache.draft();
        try {
            try (SummaryWriter writer = new SummaryWriter(draft)) {
                LayerTar.read(head, archive, limit, writer);
                writer.end();
            }
            layersRead++;
            return cache.keep(draft, layer);
        } finally {
            LayerCache.forget(draft);
        }
    }

    private List<LayerSummary> inOrder() throws IOException {
        List<LayerSummary> ordered = new ArrayList<>();
        for (ArchiveDocuments.NamedLayer layer : documents.layers()) {
            String name = layer.name();
            for (int i = 0; i < MOST_LINKS && links.containsKey(name); i++) {
                name = links.get(name);
            }
            LayerSummary summary = layers.get(name);
            if (summary == null) {
                throw new IOException("the archive of the image lacks layer "
                        + EntryPath.text(name.getBytes(StandardCharsets.UTF_8), name.length())
                                .substring(1));
            }
            cache.alsoCalled(summary, layer.diffId());
            ordered.add(summary);
        }
        return ordered;
    }
}
