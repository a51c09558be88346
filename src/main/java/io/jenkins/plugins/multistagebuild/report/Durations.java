package io.jenkins.plugins.multistagebuild.report;

import java.util.Locale;

/** Durations for people. */
public final class Durations {

    private Durations() {}

    /** A difference of durations with its sign. */
    public static String difference(long millis) {
        String text = format(Math.abs(millis));
        return text.equals(format(0)) ? text : (millis > 0 ? "+" : "-") + text;
    }

    /** {@code 0.3 s}, {@code 48.2 s}, {@code 1 min 46 s}, {@code 2 h 05 min}. */
    public static String format(long millis) {
        long tenths = (Math.max(0, millis) + 50) / 100;
        if (tenths < 600) {
            return String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
        }
        long seconds = (tenths + 5) / 10;
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        long minutes = (seconds + 30) / 60;
        return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }
}
