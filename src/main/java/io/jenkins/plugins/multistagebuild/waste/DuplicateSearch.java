package io.jenkins.plugins.multistagebuild.waste;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Finds contents that the final file system has more than once, by fingerprint and size. */
final class DuplicateSearch {

    private static final int MOST_CONTENTS = 20;
    private static final int MOST_FILES = 5;
    private static final int COUNT_BITS = 20;
    private static final long LARGEST_COUNT = (1L << COUNT_BITS) - 1;

    private final List<LayerSummary> layers;
    private final List<BitSet> live;
    private final Memory memory;
    private final long salt = ThreadLocalRandom.current().nextLong();
    private final TopList<Copies> top = new TopList<>(MOST_CONTENTS);
    private long bytes;
    private long files;
    private long contents;
    private List<ImageWaste.Duplicate> largest = List.of();

    DuplicateSearch(List<LayerSummary> layers, List<BitSet> live, Memory memory) {
        this.layers = layers;
        this.live = live;
        this.memory = memory;
    }

    private record Copies(long key, long size, long count) {}

    private interface LiveFile {
        void file(int layer, byte[] path, int length, long size, long key) throws IOException;
    }

    /** What copies beyond the first take. */
    long bytes() {
        return bytes;
    }

    /** How many such copies there are. */
    long files() {
        return files;
    }

    /** How many contents are there more than once. */
    long contents() {
        return contents;
    }

    List<ImageWaste.Duplicate> largest() {
        return largest;
    }

    void search() throws IOException {
        long things = live.stream().mapToLong(BitSet::cardinality).sum();
        int shares = memory.shares(things);
        for (int share = 0; share < shares; share++) {
            count(share, shares);
        }
        largest = named(top.values());
    }

    private void count(int share, int shares) throws IOException {
        LongTable table = new LongTable(1, memory.slots(), "different files");
        visit((layer, path, length, size, key) -> {
            if (Long.remainderUnsigned(key >>> 1, shares) == share) {
                int at = table.add(key);
                long count = table.get(at) & LARGEST_COUNT;
                table.set(at, size << COUNT_BITS | Math.min(LARGEST_COUNT, count + 1));
                if (count > 0) {
                    bytes += size;
                    files++;
                    contents += count == 1 ? 1 : 0;
                }
            }
        });
        for (int at = table.next(0); at >= 0; at = table.next(at)) {
            long count = table.get(at) & LARGEST_COUNT;
            if (count > 1) {
                Copies copies = new Copies(table.key(at), table.get(at) >>> COUNT_BITS, count);
                top.offer((count - 1) * copies.size(), () -> copies);
            }
        }
    }

    private List<ImageWaste.Duplicate> named(List<Copies> contents) throws IOException {
        Map<Long, List<ImageWaste.PlacedPath>> paths = new LinkedHashMap<>();
        contents.forEach(each -> paths.put(each.key(), new ArrayList<>()));
        if (!paths.isEmpty()) {
            visit((layer, path, length, size, key) -> {
                List<ImageWaste.PlacedPath> known = paths.get(key);
                if (known != null && known.size() < MOST_FILES) {
                    known.add(new ImageWaste.PlacedPath(EntryPath.text(path, length), layer));
                }
            });
        }
        return contents.stream()
                .map(each -> new ImageWaste.Duplicate(each.size(), each.count(), paths.get(each.key())))
                .toList();
    }

    /** Tells the files of the final file system that have a fingerprint. */
    private void visit(LiveFile visitor) throws IOException {
        for (int i = 0; i < layers.size(); i++) {
            int layer = i;
            int[] ordinal = {0};
            layers.get(i).visit((kind, path, length, size, content) -> {
                if (kind != EntryKind.FILE) {
                    return;
                }
                boolean isLive = live.get(layer).get(ordinal[0]++);
                // The table has room for sizes of up to 8 TB.
                if (isLive && content != 0 && size >>> 43 == 0) {
                    visitor.file(layer, path, length, size, PathHash.mix(content ^ salt) ^ PathHash.mix(size + salt));
                }
            });
        }
    }
}
