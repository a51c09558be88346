package io.jenkins.plugins.multistagebuild.waste;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Summaries of layers on disk, by the name of the layer. Files are written under another name and moved, so that each is
 * whole or not there; one that is damaged nevertheless is removed and made anew. File names carry the version of their
 * form, and are made of hashes: nothing that an image says becomes one. Several programs may use a folder at once.
 *
 * <p>An engine is taken at its word when it names a layer. That it may not speak for another's layers, names count per
 * engine.
 */
public final class LayerCache {

    private static final Logger LOGGER = Logger.getLogger(LayerCache.class.getName());
    /** How many bytes of summaries are kept, some ten million files. */
    static final long MOST_BYTES = 256L * 1024 * 1024;

    private static final String SUMMARY = ".v1.layer";
    private static final String SAME = ".v1.same";
    private static final String PART = ".part";
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final Duration IN_USE = Duration.ofHours(1);

    private final Path folder;
    private final String engine;
    private final long mostBytes;

    LayerCache(Path folder, String engine, long mostBytes) {
        this.folder = folder;
        this.engine = engine;
        this.mostBytes = mostBytes;
    }

    /**
     * The cache in a folder, which is made if it is not there.
     *
     * @param engine the engine's address
     * @throws IOException if there can't be such a folder
     */
    public static LayerCache in(Path folder, String engine) throws IOException {
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new IOException("the folder " + folder + " can't be written to");
        }
        return new LayerCache(folder, engine, MOST_BYTES);
    }

    /**
     * The summary of a layer.
     *
     * @param name a digest, or what else stands for the content of a layer
     * @return null where there is none that can be used
     */
    @CheckForNull
    LayerSummary find(String name) {
        String key = key(name);
        LayerSummary summary = open(folder.resolve(key + SUMMARY));
        return summary != null ? summary : open(same(folder.resolve(key + SAME)));
    }

    /** A file to write a summary to, for {@link #keep}. */
    Path draft() throws IOException {
        return Files.createTempFile(folder, "layer", PART);
    }

    /** Makes a draft the summary of a layer. */
    LayerSummary keep(Path draft, String name) throws IOException {
        Path file = folder.resolve(key(name) + SUMMARY);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return LayerSummary.open(file);
    }

    /** Notes another name of a layer. That it fails is no harm: the layer is read again some day. */
    void alsoCalled(LayerSummary summary, String name) {
        String key = key(name);
        String target = Objects.requireNonNull(summary.file().getFileName(), "a summary is a file in a folder")
                .toString();
        if (name.isEmpty() || Files.exists(folder.resolve(key + SUMMARY))) {
            return;
        }
        try {
            Path part = draft();
            Files.writeString(part, target.substring(0, target.length() - SUMMARY.length()));
            Files.move(
                    part,
                    folder.resolve(key + SAME),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            forget(folder.resolve(key + SAME));
        }
    }

    /** Removes what was not used for longest until what is left fits, and what programs that were killed have left. */
    void tidy() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(LayerCache::isOwn).forEach(files::add);
        }
        files.sort(Comparator.comparing(LayerCache::lastUse).reversed());
        Instant recent = Instant.now().minus(IN_USE);
        long kept = 0;
        for (Path file : files) {
            kept += size(file);
            boolean old = lastUse(file).toInstant().isBefore(recent);
            if (old && (kept > mostBytes || file.toString().endsWith(PART))) {
                kept -= size(file);
                forget(file);
            }
        }
    }

    private static boolean isOwn(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUMMARY) || name.endsWith(SAME) || name.endsWith(PART);
    }

    @CheckForNull
    private static LayerSummary open(@CheckForNull Path file) {
        if (file == null) {
            return null;
        }
        try {
            LayerSummary summary = LayerSummary.open(file);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return summary;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            forget(file);
            return null;
        }
    }

    @CheckForNull
    private Path same(Path note) {
        try {
            String key = size(note) > 64 ? "" : Files.readString(note, StandardCharsets.US_ASCII);
            return KEY.matcher(key).matches() ? folder.resolve(key + SUMMARY) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static FileTime lastUse(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** What can't be removed is replaced when it is needed, or in the way of nobody. */
    static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> file + " stays");
        }
    }

    private String key(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(engine.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
