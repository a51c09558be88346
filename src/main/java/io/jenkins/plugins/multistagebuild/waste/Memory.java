package io.jenkins.plugins.multistagebuild.waste;

/**
 * How much may be held at once.
 *
 * @param slots slots of the largest table, a power of two
 */
record Memory(int slots) {

    private static final int SLOT_BYTES = 16;
    private static final int SHARE_OF_HEAP = 4;
    private static final int MOST_SLOTS = 1 << 26;

    /** A quarter of the heap for the largest table: 4 million slots of 256 MB. */
    static Memory ofThisProcess() {
        long slots = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / SLOT_BYTES;
        return new Memory((int) Long.highestOneBit(Math.max(1 << 12, Math.min(MOST_SLOTS, slots))));
    }

    /** In how many shares so many things are to be looked at, with room for shares of unequal size. */
    int shares(long things) {
        long room = LongTable.capacity(slots) / 100 * 95;
        return (int) (things / room + 1);
    }
}
