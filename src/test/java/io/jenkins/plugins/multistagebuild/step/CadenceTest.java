package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CadenceTest {

    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(100);

    private final Cadence cadence = new Cadence();

    @Test
    void looksThatBringNothingGetRarerAndOneThatDoesMakesThemOftenAgain() {
        assertThat(pauses(false, SLOW, 200, 8)).containsExactly(375, 562, 843, 1264, 1896, 2000, 2000, 2000);

        assertThat(cadence.next(true, false, SLOW, 200)).isEqualTo(250);
        assertThat(pauses(false, SLOW, 200, 1)).containsExactly(375);
    }

    @Test
    void aFewQuickLooksNeedNotBeRare() {
        assertThat(pauses(false, QUICK, 3, 5)).endsWith(500, 500, 500);
    }

    @Test
    void allLooksTogetherTakeNoMoreThanOneThreadsTime() {
        assertThat(pauses(false, QUICK, 199, 8)).endsWith(1000, 1000);
        assertThat(pauses(false, SLOW, 7, 8)).endsWith(800, 800);
    }

    @Test
    void whatEndsSoonIsLookedAtOften() {
        assertThat(pauses(true, SLOW, 200, 5)).endsWith(500, 500);
    }

    @Test
    void whatHasJustBegunIsLookedAtSoon() {
        pauses(false, SLOW, 200, 8);
        cadence.quicken();

        assertThat(pauses(false, SLOW, 200, 1)).containsExactly(375);
    }

    private long[] pauses(boolean brief, long nanos, int others, int looks) {
        return LongStream.range(0, looks)
                .map(look -> cadence.next(false, brief, nanos, others))
                .toArray();
    }
}
