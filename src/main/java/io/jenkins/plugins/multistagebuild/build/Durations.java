package io.jenkins.plugins.multistagebuild.build;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write and read them. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(?:\\d{1,9}(?:ms|h|m|s))+");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|h|m|s)");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    private Durations() {}

    /**
     * Reads {@code 90s}, {@code 1h30m}, {@code 500ms}.
     *
     * @throws IllegalArgumentException with an example, where it is none, or no time at all
     */
    public static Duration parse(String text) {
        Duration sum = Duration.ZERO;
        if (text.length() < 100 && FORM.matcher(text).matches()) {
            Matcher part = PART.matcher(text);
            while (part.find()) {
                sum = sum.plus(Long.parseLong(part.group(1)), UNITS.get(part.group(2)));
            }
        }
        if (sum.isZero()) {
            throw new IllegalArgumentException("'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text)
                    + "' is no duration; write for example 90s, 30m or 1h30m");
        }
        return sum;
    }

    /** For example {@code 3 d 1 h}, {@code 1 h 30 min} or {@code 2.5 s}. */
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            long tenths = duration.toMillisPart() / 100;
            return seconds + (tenths == 0 ? "" : "." + tenths) + " s";
        }
        StringBuilder words = new StringBuilder();
        long days = duration.toDays() < 2 ? 0 : duration.toDays();
        append(words, days, "d");
        append(words, duration.minusDays(days).toHours(), "h");
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
