package io.jenkins.plugins.multistagebuild.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates for people. */
public final class Dates {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Dates() {}

    /** A report's time, which has been checked: {@code 2026-08-20 13:00 UTC}. */
    public static String format(String time) {
        return FORM.format(Instant.parse(time));
    }

    /** The same with its seconds. */
    static String toTheSecond(String time) {
        return TO_THE_SECOND.format(Instant.parse(time));
    }
}
