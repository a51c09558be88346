package io.jenkins.plugins.multistagebuild.build;

import java.io.Serializable;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * When what failed is tried again.
 *
 * @param rules the rules of the run
 */
record Retries(RunRules rules) implements Serializable {

    /**
     * The classic builder looks for a step's result among all images made from the one before, and fails if somebody removes
     * one of these meanwhile ({@code getLocalCachedImage} in moby's image/cache). No user would call that a failure.
     */
    private static final Pattern RACE = Pattern.compile("unable to find image \"sha256:[0-9a-f]{64}\"");

    private static final int MOST_RACES = 10;

    /** Whether to try again what failed so often before. */
    boolean may(Failure why, int failures) {
        return isRace(why)
                ? failures < Math.max(MOST_RACES, rules.retries())
                : failures < rules.retries() && Failures.mayPass(why, rules);
    }

    /**
     * The time at which to try again: at once after a race, else after a pause that grows, 2 s, 4 s, 8 s, at most a minute.
     */
    Instant at(Failure why, int failures, Instant now, LogSink logs) {
        if (isRace(why)) {
            logs.say(why.message() + ", which somebody removed meanwhile; tried again");
            return now;
        }
        long seconds = Math.min(60, 2L << Math.min(10, failures));
        logs.say(why.message() + "; tried again in " + seconds + " s (" + (failures + 1) + " of " + rules.retries()
                + ")");
        return now.plusSeconds(seconds);
    }

    private static boolean isRace(Failure why) {
        return why.exitStatus() == null && RACE.matcher(why.message()).find();
    }
}
