package io.jenkins.plugins.multistagebuild.step;

import java.util.concurrent.TimeUnit;

/**
 * How long to wait from one look at an agent to the next one. Looks that bring nothing get rarer, down to what costs the
 * controller no more than one thread's time for all that it looks after. For one look at a time.
 */
final class Cadence {

    /** The pause after a look that brought something, in milliseconds. */
    static final long SHORTEST_MILLIS = 250;

    private static final long RARE_MILLIS = 500;
    private static final long RAREST_MILLIS = 2_000;

    private long pause = SHORTEST_MILLIS;

    /** Something has begun that may end soon. */
    void quicken() {
        pause = SHORTEST_MILLIS;
    }

    /**
     * The pause after a look, in milliseconds.
     *
     * @param news whether the look brought something
     * @param brief whether what goes on is expected to end soon
     * @param nanos how long the look took
     * @param others how many other looks are waiting for their time
     */
    long next(boolean news, boolean brief, long nanos, int others) {
        long most = brief ? RARE_MILLIS : Math.max(RARE_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanos) * (1 + others));
        pause = news ? SHORTEST_MILLIS : Math.min(Math.min(most, RAREST_MILLIS), pause + pause / 2);
        return pause;
    }
}
