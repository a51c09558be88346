package io.jenkins.plugins.multistagebuild.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** From times of a run to places on an axis, in percent of its width. */
final class TimeScale {

    private static final int MOST_TICKS = 8;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** What people count time in. */
    private static final long[] STEPS = {
        1,
        2,
        5,
        10,
        20,
        50,
        100,
        200,
        500,
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        15 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        4 * HOUR,
        6 * HOUR,
        12 * HOUR
    };

    private final Instant start;
    private final long millis;

    TimeScale(BuildReport report) {
        start = time(report.startedAt());
        millis = Math.max(1, report.wallMillis());
    }

    /** Milliseconds since the start of the run; engines' clocks may be off, so it is kept within the run. */
    long offset(String at) {
        return within(Duration.between(start, time(at)).toMillis());
    }

    /** When a stage's last instruction ended, in milliseconds since the start; it may have waited between two of them. */
    long end(BuildReport.StageReport stage) {
        long end = offset(Objects.requireNonNull(stage.startedAt())) + stage.wallMillis();
        for (BuildReport.InstructionReport each : stage.instructions()) {
            String startedAt = each.startedAt();
            if (startedAt != null) {
                end = Math.max(end, offset(startedAt) + each.wallMillis());
            }
        }
        return within(end);
    }

    /** How many milliseconds nobody can see. */
    long inexactness() {
        return millis / 300;
    }

    double percent(long offset) {
        return 100.0 * within(offset) / millis;
    }

    /** A percentage as an attribute's value, with at most two decimals: {@code 12.5%}. */
    static String attribute(double percent) {
        long hundredths = Math.round(percent * 100);
        long rest = Math.abs(hundredths % 100);
        String decimals = rest == 0 ? "" : rest % 10 == 0 ? "." + rest / 10 : rest < 10 ? ".0" + rest : "." + rest;
        return (hundredths < 0 && hundredths > -100 ? "-" : "") + hundredths / 100 + decimals + "%";
    }

    /** Offsets at round times, at most nine. */
    List<Long> ticks() {
        long step = step();
        List<Long> ticks = new ArrayList<>();
        for (long tick = 0; tick <= millis; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }

    String label(long tick) {
        long step = step();
        if (tick == 0) {
            return "0";
        }
        if (step < 100) {
            return tick + " ms";
        }
        if (step < SECOND) {
            return String.format(Locale.ROOT, "%.1f s", tick / (double) SECOND);
        }
        if (millis < 2 * MINUTE) {
            return tick / SECOND + " s";
        }
        if (step < MINUTE) {
            return String.format(Locale.ROOT, "%d:%02d min", tick / MINUTE, tick % MINUTE / SECOND);
        }
        if (millis < 2 * HOUR) {
            return tick / MINUTE + " min";
        }
        return String.format(Locale.ROOT, "%d:%02d h", tick / HOUR, tick % HOUR / MINUTE);
    }

    private long step() {
        for (long step : STEPS) {
            if (millis / step <= MOST_TICKS) {
                return step;
            }
        }
        return (millis / DAY / MOST_TICKS + 1) * DAY;
    }

    private long within(long offset) {
        return Math.min(millis, Math.max(0, offset));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
