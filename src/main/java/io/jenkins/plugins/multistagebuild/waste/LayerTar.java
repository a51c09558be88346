package io.jenkins.plugins.multistagebuild.waste;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Reads the tar of a layer, gzip'd or not, once, and tells its entries. */
final class LayerTar {

    /** From how many bytes on a file's content gets a fingerprint: a block of most file systems. */
    static final long SMALLEST_CONTENT = 4096;

    /** What all headers of one entry may be long together: names and extended attributes. */
    static final long LONGEST_HEADER = 1024 * 1024;

    private static final String MARK = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final String OTHER_MARK = ".wh..wh.";
    private static final int AHEAD = 256 * 1024;

    private final MeteredInput metered;
    private final TarArchiveInputStream tar;
    private final MeteredInput.Limit limit;
    private final EntryVisitor visitor;
    private final Fingerprint fingerprint = new Fingerprint();
    private final byte[] buffer = new byte[128 * 1024];
    private long unread;

    private LayerTar(InputStream plain, MeteredInput.Limit limit, EntryVisitor visitor) {
        this.metered = new MeteredInput(plain, limit);
        this.tar = new TarArchiveInputStream(new BufferedInputStream(metered, AHEAD), StandardCharsets.UTF_8.name());
        this.limit = limit;
        this.visitor = visitor;
    }

    /**
     * Reads a layer.
     *
     * @param head the first bytes of {@code blob}, already taken off it
     * @param blob the rest; it is not closed
     * @param limit what the layers may hold
     * @throws IOException if it is damaged, or longer than it may be
     */
    static void read(byte[] head, InputStream blob, MeteredInput.Limit limit, EntryVisitor visitor) throws IOException {
        PushbackInputStream whole = new PushbackInputStream(blob, Math.max(1, head.length));
        whole.unread(head);
        InputStream plain = BlobKind.of(head) == BlobKind.GZIP ? new GzipCompressorInputStream(whole, true) : whole;
        new LayerTar(plain, limit, visitor).read();
    }

    private void read() throws IOException {
        for (TarArchiveEntry entry = next(); entry != null; entry = next()) {
            unread = Math.max(0, entry.getSize());
            tell(entry);
        }
    }

    @CheckForNull
    private TarArchiveEntry next() throws IOException {
        metered.allow(unread + AHEAD + LONGEST_HEADER, "the header of a file");
        return tar.getNextEntry();
    }

    private void tell(TarArchiveEntry entry) throws IOException {
        String path = EntryPath.clean(entry.getName());
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        if (name.startsWith(MARK)) {
            mark(path.substring(0, Math.max(0, slash)), name);
        } else if (entry.isDirectory()) {
            tell(EntryKind.FOLDER, path, 0, 0);
        } else if (!path.isEmpty()) {
            file(entry, path);
        }
    }

    private void file(TarArchiveEntry entry, String path) throws IOException {
        if (isNameOnly(entry)) {
            tell(EntryKind.LINK, path, 0, 0);
        } else if (entry.isSparse()) {
            // What it takes in the archive counts; how long its holes are is only claimed, and not read.
            tell(EntryKind.FILE, path, entry.getSize(), 0);
        } else {
            tell(EntryKind.FILE, path, entry.getSize(), content(entry.getSize()));
        }
    }

    private static boolean isNameOnly(TarArchiveEntry entry) {
        return entry.isSymbolicLink()
                || entry.isLink()
                || entry.isCharacterDevice()
                || entry.isBlockDevice()
                || entry.isFIFO();
    }

    /** The marks of deletion, of OCI's image specification (layer.md, Whiteouts); AUFS' other marks mean nothing here. */
    private void mark(String folder, String name) throws IOException {
        String rest = name.substring(MARK.length());
        if (name.equals(OPAQUE)) {
            tell(EntryKind.OPAQUE, folder, 0, 0);
        } else if (!name.startsWith(OTHER_MARK) && !rest.isEmpty()) {
            tell(EntryKind.WHITEOUT, folder.isEmpty() ? rest : folder + "/" + rest, 0, 0);
        }
    }

    private void tell(EntryKind kind, String path, long size, long content) throws IOException {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        visitor.entry(kind, bytes, bytes.length, size, content);
    }

    private long content(long size) throws IOException {
        limit.content(size);
        metered.allowAll();
        fingerprint.reset();
        for (int length = tar.read(buffer); length >= 0; length = tar.read(buffer)) {
            if (size >= SMALLEST_CONTENT) {
                fingerprint.update(buffer, length);
            }
        }
        unread = 0;
        return size >= SMALLEST_CONTENT ? fingerprint.value() : 0;
    }
}
