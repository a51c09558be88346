package io.jenkins.plugins.multistagebuild.waste;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers that stand for paths: FNV-1a over the bytes (Fowler, Noll, Vo) from a start of this process' own, mixed by the
 * last step of MurmurHash3. Among ten million paths two get the same number with a chance of one in 300,000. Who makes up
 * paths in order to get it falsifies the figures of an image of his own, and nothing else.
 */
final class PathHash {

    private static final long PRIME = 0x100000001b3L;

    private final long start = ThreadLocalRandom.current().nextLong();

    /** Is told the folders above a path. */
    interface Ancestors {

        /**
         * A folder.
         *
         * @param hash its number
         * @param length length of its path; 0 for the root
         */
        void folder(long hash, int length) throws IOException;
    }

    /** The number of a path. */
    long of(byte[] path, int length) {
        long hash = start;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ path[i]) * PRIME;
        }
        return mix(hash);
    }

    /** Tells the folders above a path, from the root downwards. */
    void ancestors(byte[] path, int length, Ancestors ancestors) throws IOException {
        long hash = start;
        ancestors.folder(mix(hash), 0);
        for (int i = 0; i < length; i++) {
            if (path[i] == '/') {
                ancestors.folder(mix(hash), i);
            }
            hash = (hash ^ path[i]) * PRIME;
        }
    }

    static long mix(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
