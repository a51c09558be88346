package io.jenkins.plugins.multistagebuild.waste;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays the layers of an image over each other and finds what of them the final file system does not show.
 *
 * <p>It goes from the uppermost layer down, so that a file is wasted exactly if its path is already known or deleted. What
 * is held for a path is 16 bytes in a table. Where the paths are too many for it, the layers are gone through several times,
 * each time for a share of the paths.
 *
 * <p>The efficiency is dive's (wagoodman/dive, {@code dive/filetree/efficiency.go}): over all paths, the sum of the smallest
 * size that a path has in any layer, where a deletion counts as 0, by the sum of all sizes that it has. dive only sees
 * deletions of files so; it counts a folder that is deleted as needed twice, and takes no notice of folders that are
 * emptied. Here the files in such folders count as deleted one by one.
 */
@SuppressFBWarnings(
        value = {"NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR", "NP_STORE_INTO_NONNULL_FIELD"},
        justification = "paths and removals are made for each pass, and let go after the last for the memory they take")
final class WasteFold {

    private static final int MOST_FILES = 20;
    private static final int MOST_REWRITES = 20;
    private static final int LAYER_BITS = 12;
    private static final int SIZE_SHIFT = LAYER_BITS + 1;
    private static final long FOLDER = 1L << LAYER_BITS;
    private static final long LAYER_MASK = FOLDER - 1;
    private static final long LARGEST = Long.MAX_VALUE >>> SIZE_SHIFT;

    private final List<LayerSummary> layers;
    private final Memory memory;
    private final PathHash hash = new PathHash();
    private final LongTable folders;
    private final List<BitSet> live = new ArrayList<>();
    private final TopList<ImageWaste.WastedFile> wasted = new TopList<>(MOST_FILES);
    private final Map<Integer, long[]> rewrites = new HashMap<>();
    private final CacheFinder caches = new CacheFinder();
    private final long[] wastedByLayer;
    private long wastedBytes;
    private long wastedFiles;
    private long smallest;
    private long all;

    private LongTable paths;
    private Removals removals;
    private int ordinal;

    WasteFold(List<LayerSummary> layers, Memory memory) {
        this.layers = layers;
        this.memory = memory;
        this.folders = new LongTable(0, memory.slots() / 2, "folders");
        this.wastedByLayer = new long[layers.size()];
        layers.forEach(layer -> live.add(new BitSet()));
    }

    ImageWaste fold() throws IOException {
        List<ImageWaste.LayerContent> contents = LayerContents.of(layers, hash, memory, folders);
        int shares =
                memory.shares(layers.stream().mapToLong(LayerSummary::entries).sum());
        for (int share = 0; share < shares; share++) {
            pass(share, shares);
        }
        paths = null;
        removals = null;
        DuplicateSearch duplicates = new DuplicateSearch(layers, live, memory);
        duplicates.search();
        return new ImageWaste(
                all == 0 ? 1 : (double) smallest / all,
                all,
                wastedBytes,
                wastedFiles,
                duplicates.bytes(),
                duplicates.files(),
                LayerContents.withWaste(contents, wastedByLayer),
                wasted.values(),
                largestRewrites(),
                (int) rewrites.values().stream().filter(sums -> sums[1] > 0).count(),
                duplicates.largest(),
                duplicates.contents(),
                caches.found());
    }

    private void pass(int share, int shares) throws IOException {
        paths = new LongTable(1, memory.slots(), "files");
        removals = new Removals(hash, memory.slots() / 2);
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            int current = layer;
            ordinal = 0;
            layers.get(layer).visit((kind, path, length, size, content) -> {
                long number = hash.of(path, length);
                if (Long.remainderUnsigned(number >>> 1, shares) == share) {
                    if (kind == EntryKind.FOLDER) {
                        folder(current, number);
                    } else if (kind == EntryKind.FILE || kind == EntryKind.LINK) {
                        file(current, kind, path, length, number, Math.min(size, LARGEST));
                    }
                }
                ordinal += kind == EntryKind.FILE ? 1 : 0;
            });
            if (layer > 0) {
                remove(layer);
            }
        }
    }

    /** Takes up what a layer deletes, for the layers below it. */
    private void remove(int layer) throws IOException {
        layers.get(layer).visit((kind, path, length, size, content) -> {
            if (kind == EntryKind.WHITEOUT) {
                removals.whole(hash.of(path, length), layer);
            } else if (kind == EntryKind.OPAQUE) {
                removals.inside(hash.of(path, length), layer);
            } else if (kind != EntryKind.FOLDER) {
                long number = hash.of(path, length);
                if (folders.find(number) >= 0) {
                    // A file in the place of a folder: what lower layers have in that is gone.
                    removals.inside(number, layer);
                }
            }
        });
    }

    /** A folder in the place of a file of a lower layer overwrites that too. */
    private void folder(int layer, long number) throws IOException {
        int at = paths.add(number);
        paths.set(at, paths.get(at) & ~LAYER_MASK | (paths.get(at) == 0 ? FOLDER : 0) | layer + 1);
    }

    private void file(int layer, EntryKind kind, byte[] path, int length, long number, long size) throws IOException {
        int deletedBy = removals.of(path, length, number);
        int at = paths.add(number);
        long known = paths.get(at);
        int overwrittenBy = (int) (known & LAYER_MASK) - 1;
        boolean isOverwritten = overwrittenBy >= 0 && (deletedBy < 0 || overwrittenBy <= deletedBy);
        if (kind == EntryKind.FILE) {
            all += size;
            if (isOverwritten || deletedBy >= 0) {
                waste(path, length, size, layer, isOverwritten ? overwrittenBy : deletedBy, !isOverwritten);
            } else {
                live.get(layer).set(ordinal);
                caches.file(path, length, size, layer);
            }
        }
        boolean isFirst = known == 0;
        boolean isFolder = (known & FOLDER) != 0;
        long before = known >>> SIZE_SHIFT;
        long now = deletedBy >= 0 || isFolder ? 0 : isFirst ? size : Math.min(before, size);
        smallest += now - before;
        paths.set(at, now << SIZE_SHIFT | known & FOLDER | layer + 1);
    }

    private void waste(byte[] path, int length, long size, int layer, int by, boolean deleted) {
        wastedBytes += size;
        wastedFiles++;
        wastedByLayer[layer] += size;
        long[] sums = rewrites.computeIfAbsent(layer << LAYER_BITS | by, any -> new long[3]);
        sums[0]++;
        sums[1] += size;
        sums[2] += deleted ? size : 0;
        if (size > 0) {
            wasted.offer(size, () -> new ImageWaste.WastedFile(EntryPath.text(path, length), size, layer, by, deleted));
        }
    }

    private List<ImageWaste.Rewrite> largestRewrites() {
        TopList<ImageWaste.Rewrite> top = new TopList<>(MOST_REWRITES);
        rewrites.forEach((pair, sums) -> {
            if (sums[1] > 0) {
                int layer = pair >>> LAYER_BITS;
                int by = (int) (pair & LAYER_MASK);
                top.offer(sums[1], () -> new ImageWaste.Rewrite(layer, by, sums[0], sums[1], sums[2]));
            }
        });
        return top.values();
    }
}
