package io.jenkins.plugins.multistagebuild.build;

import java.time.Duration;

/** Durations for people. */
final class Durations {

    private Durations() {}

    /** For example {@code 1 h 30 min} or {@code 2.5 s}. */
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            long tenths = duration.toMillisPart() / 100;
            return seconds + (tenths == 0 ? "" : "." + tenths) + " s";
        }
        StringBuilder words = new StringBuilder();
        append(words, duration.toHours(), "h");
        append(words, duration.toMinutesPart(), "min");
        append(words, duration.toSecondsPart(), "s");
        return words.toString();
    }

    private static void append(StringBuilder words, long number, String unit) {
        if (number > 0) {
            words.append(words.isEmpty() ? "" : " ").append(number).append(' ').append(unit);
        }
    }
}
