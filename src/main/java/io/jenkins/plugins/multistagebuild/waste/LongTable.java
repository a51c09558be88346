package io.jenkins.plugins.multistagebuild.waste;

import java.io.IOException;

/**
 * A hash table from long to a few longs, by open addressing in one array: 8 bytes for each key and value and nothing
 * besides, so that millions of paths fit into a small heap. Keys are hashes already.
 */
final class LongTable {

    private static final int FIRST_SLOTS = 1 << 10;

    private final int cell;
    private final int mostSlots;
    private final String things;
    private long[] cells;
    private int slots = FIRST_SLOTS;
    private int size;

    /**
     * An empty table.
     *
     * @param values how many longs belong to a key
     * @param mostSlots how many slots it may get, a power of two; seven of ten are filled
     * @param things what the keys stand for, in the plural, for the message if there are too many
     */
    LongTable(int values, int mostSlots, String things) {
        this.cell = values + 1;
        this.mostSlots = mostSlots;
        this.things = things;
        this.cells = new long[slots * cell];
    }

    /** How many keys fit into so many slots. */
    static int capacity(int slots) {
        return slots / 10 * 7;
    }

    int size() {
        return size;
    }

    /** Where the values of a key are; -1 where the key is not in the table. Valid until the next {@link #add}. */
    int find(long key) {
        long real = key == 0 ? 1 : key;
        int slot = slot(real);
        return cells[slot * cell] == real ? slot * cell + 1 : -1;
    }

    /**
     * Where the values of a key are, which is added with zeros if it is new.
     *
     * @throws IOException if there are more keys than may be held
     */
    int add(long key) throws IOException {
        long real = key == 0 ? 1 : key;
        int slot = slot(real);
        if (cells[slot * cell] != real) {
            if (size >= capacity(slots)) {
                grow();
                slot = slot(real);
            }
            cells[slot * cell] = real;
            size++;
        }
        return slot * cell + 1;
    }

    long get(int at) {
        return cells[at];
    }

    void set(int at, long value) {
        cells[at] = value;
    }

    /** Where the values of the next key behind a place are, in no order; -1 where there is none. Begin with 0. */
    int next(int at) {
        for (int slot = at == 0 ? 0 : at / cell + 1; slot < slots; slot++) {
            if (cells[slot * cell] != 0) {
                return slot * cell + 1;
            }
        }
        return -1;
    }

    /** The key whose values are at a place. */
    long key(int at) {
        return cells[at - 1];
    }

    private int slot(long key) {
        int slot = (int) (key ^ key >>> 32) & slots - 1;
        while (cells[slot * cell] != 0 && cells[slot * cell] != key) {
            slot = slot + 1 & slots - 1;
        }
        return slot;
    }

    private void grow() throws IOException {
        if (slots >= mostSlots) {
            throw new IOException("there are more than " + size + " " + things
                    + ", too many for this program's memory; give it more, for example by java -Xmx2g");
        }
        long[] old = cells;
        slots *= 2;
        cells = new long[slots * cell];
        for (int i = 0; i < old.length; i += cell) {
            if (old[i] != 0) {
                System.arraycopy(old, i, cells, slot(old[i]) * cell, cell);
            }
        }
    }
}
