package io.jenkins.plugins.multistagebuild.waste;

import java.io.IOException;

/**
 * What layers delete of the layers below them, found by going from the uppermost layer down: so what is known when a layer
 * is looked at is what layers above it delete, and of several the nearest.
 */
final class Removals {

    /** Where a layer stands in a value: that of what is deleted itself, and that of what deletes all in a folder. */
    private static final int INSIDE_SHIFT = 32;

    private final PathHash hash;
    private final LongTable table;
    private int nearest;

    Removals(PathHash hash, int mostSlots) {
        this.hash = hash;
        this.table = new LongTable(1, mostSlots, "deletions");
    }

    /** A layer deletes a path and all below it. */
    void whole(long path, int layer) throws IOException {
        int at = table.add(path);
        table.set(at, (long) layer + 1 << INSIDE_SHIFT | layer + 1);
    }

    /** A layer deletes what is in a folder. */
    void inside(long folder, int layer) throws IOException {
        int at = table.add(folder);
        table.set(at, (long) layer + 1 << INSIDE_SHIFT | table.get(at) & 0xffffffffL);
    }

    /** The nearest layer that deletes a path; -1 where none does. */
    int of(byte[] path, int length, long number) throws IOException {
        nearest = Integer.MAX_VALUE;
        if (table.size() > 0) {
            hash.ancestors(path, length, (folder, above) -> take(table.find(folder), INSIDE_SHIFT));
            take(table.find(number), 0);
        }
        return nearest == Integer.MAX_VALUE ? -1 : nearest;
    }

    private void take(int at, int shift) {
        int layer = at < 0 ? 0 : (int) (table.get(at) >>> shift);
        if (layer > 0) {
            nearest = Math.min(nearest, layer - 1);
        }
    }
}
