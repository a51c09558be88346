package io.jenkins.plugins.multistagebuild.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The processors of a host and when they are busy. A stage may be put into a gap between two others (the insertion of HEFT).
 */
final class Lanes {

    /** For each lane begin and end of what is on it, in the order of time; they do not overlap. */
    private final List<List<long[]>> lanes = new ArrayList<>();

    Lanes(int count) {
        for (int lane = 0; lane < count; lane++) {
            lanes.add(new ArrayList<>());
        }
    }

    /** When a stage can begin that takes so long, at the earliest. */
    long begin(long ready, long millis) {
        long best = Long.MAX_VALUE;
        for (List<long[]> lane : lanes) {
            best = Math.min(best, begin(lane, ready, millis));
            if (best == ready || lane.isEmpty()) {
                break;
            }
        }
        return best;
    }

    /** Takes a lane for a stage that begins when {@link #begin} said. */
    void take(long begin, long millis) {
        for (List<long[]> lane : lanes) {
            if (begin(lane, begin, millis) == begin) {
                lane.add(after(lane, begin), new long[] {begin, begin + millis});
                return;
            }
        }
        throw new IllegalStateException("no lane is free at " + begin);
    }

    private static long begin(List<long[]> lane, long ready, long millis) {
        long begin = ready;
        for (int next = after(lane, ready); next < lane.size(); next++) {
            long[] busy = lane.get(next);
            if (begin + millis <= busy[0]) {
                return begin;
            }
            begin = Math.max(begin, busy[1]);
        }
        return begin;
    }

    /** Index of the first entry that ends after a time. */
    private static int after(List<long[]> lane, long time) {
        int low = 0;
        int high = lane.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lane.get(middle)[1] > time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
