package io.jenkins.plugins.multistagebuild.build;

import java.io.Serializable;
import java.time.Instant;

/**
 * When what failed is tried again.
 *
 * @param rules the rules of the run
 */
record Retries(RunRules rules) implements Serializable {

    /** Whether to try again what failed so often before. */
    boolean may(Failure why, int failures) {
        return failures < rules.retries() && Failures.mayPass(why, rules);
    }

    /** The time at which to try again, after a pause that grows: 2 s, 4 s, 8 s, at most a minute. */
    Instant at(Failure why, int failures, Instant now, LogSink logs) {
        long seconds = Math.min(60, 2L << Math.min(10, failures));
        logs.say(why.message() + "; tried again in " + seconds + " s (" + (failures + 1) + " of " + rules.retries()
                + ")");
        return now.plusSeconds(seconds);
    }
}
