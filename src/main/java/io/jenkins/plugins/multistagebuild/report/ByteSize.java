package io.jenkins.plugins.multistagebuild.report;

import java.util.Locale;

/** Sizes for people, in decimal units as Docker prints them: {@code 231 MB}. */
public final class ByteSize {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private ByteSize() {}

    /** A size with three significant digits: {@code 0 B}, {@code 999 B}, {@code 1.98 MB}, {@code 231 MB}. */
    public static String format(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        do {
            value /= 1000;
            unit++;
        } while (value >= 999.5 && unit < UNITS.length - 1);
        String digits = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, digits, value) + " " + UNITS[unit];
    }
}
