package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tells the list of a step's executors what happened. */
class RosterTest {

    private final Roster roster = new Roster(4);

    @Test
    void asManyAreAskedForAsAreOfUseAndAllowed() {
        roster.begin();
        roster.want(7);
        assertThat(roster.balance().requests()).containsExactly(1, 2, 3);
        assertThat(roster.balance().requests()).as("once").isEmpty();
    }

    @Test
    void whatIsOfNoUseAnyLongerIsTakenBackTheLastFirst() {
        roster.want(3);
        roster.balance();
        roster.want(1);
        assertThat(roster.balance().withdrawn()).containsExactly(3, 2);
        assertThat(roster.asked()).containsExactly(1);
    }

    @Test
    void whoHasComeCountsForOneThatIsWantedUntilItHasSettled() {
        roster.want(2);
        roster.balance();
        assertThat(roster.came(1, "b")).isTrue();
        assertThat(roster.balance()).isEqualTo(new Roster.Change(List.of(), List.of()));
        roster.settled(1);
        roster.want(1);
        assertThat(roster.balance()).isEqualTo(new Roster.Change(List.of(), List.of()));
    }

    @Test
    void forOneThatIsOfNoUseAnotherIsAskedForAndTheSameIsNotTakenAgain() {
        roster.want(1);
        roster.balance();
        roster.came(1, "b");
        roster.left(1, true);
        assertThat(roster.balance().requests()).containsExactly(2);
        assertThat(roster.isTaken("b")).isTrue();
        assertThat(roster.came(2, "b")).isFalse();
        assertThat(roster.came(2, "c")).isTrue();
    }

    @Test
    void anExecutorThatNobodyAskedForAnyLongerIsRefused() {
        roster.want(1);
        roster.balance();
        roster.want(0);
        roster.balance();
        assertThat(roster.came(1, "b")).isFalse();
    }

    @Test
    void anAgentGivesOneExecutorOnly() {
        roster.want(2);
        roster.balance();
        assertThat(roster.came(1, "b")).isTrue();
        assertThat(roster.came(2, "b")).isFalse();
    }

    @Test
    void whatSomebodyCancelledIsNotAskedForAgain() {
        roster.want(4);
        roster.balance();
        assertThat(roster.cancelled(2)).isTrue();
        assertThat(roster.cancelled(2)).isFalse();
        assertThat(roster.balance().requests()).isEmpty();
        assertThat(roster.asked()).containsExactly(1, 3, 4);
    }

    @Test
    void inTheEndAllIsTakenBack() {
        roster.want(4);
        roster.balance();
        roster.came(2, "b");
        roster.end();
        assertThat(roster.balance().withdrawn()).containsExactly(4, 3, 1);
        assertThat(roster.posts()).containsOnlyKeys(2);
    }

    @Test
    void neverMoreThanAllowedWhateverHappens() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int most = 1 + random.nextInt(5);
            Roster any = new Roster(most);
            Set<Integer> inQueue = new HashSet<>();
            for (int step = 0; step < 60; step++) {
                int number = 1 + random.nextInt(12);
                switch (random.nextInt(5)) {
                    case 0 -> any.want(random.nextInt(7));
                    case 1 -> {
                        if (inQueue.contains(number)) {
                            any.came(number, "n" + random.nextInt(6));
                            inQueue.remove(number);
                        }
                    }
                    case 2 -> any.settled(number);
                    case 3 -> any.left(number, random.nextBoolean());
                    default -> {
                        if (inQueue.remove(number)) {
                            any.cancelled(number);
                        }
                    }
                }
                Roster.Change change = any.balance();
                change.withdrawn().forEach(inQueue::remove);
                inQueue.addAll(change.requests());
                assertThat(any.asked().size() + any.posts().size())
                        .as("seed " + seed)
                        .isLessThanOrEqualTo(most);
            }
        }
    }
}
