package io.jenkins.plugins.multistagebuild.report;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit that a build has to keep, and what is to happen where it does not.
 *
 * @param kind what is limited
 * @param limit the limit, in {@code unit}
 * @param unit the limit's unit
 * @param action what happens where it is missed
 */
public record Gate(Kind kind, long limit, Unit unit, Action action) implements Serializable {

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,4})?) ?%");
    private static final Pattern FRACTION = Pattern.compile("[01](?:\\.\\d{1,4})?");
    private static final long WHOLE = 10_000;

    /** What is limited. */
    public enum Kind {
        MAX_IMAGE_SIZE("maxImageSize"),
        MAX_SIZE_INCREASE("maxSizeIncrease"),
        MIN_EFFICIENCY("minEfficiency"),
        MAX_WASTED_BYTES("maxWastedBytes"),
        MAX_DURATION("maxDuration");

        private final String json;

        Kind(String json) {
            this.json = json;
        }

        /** Its name in the report and in Pipelines. */
        public String json() {
            return json;
        }

        /** Its option in the terminal: {@code --max-image-size}. */
        public String option() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Units of a limit. */
    public enum Unit {
        BYTES("bytes"),
        MILLISECONDS("milliseconds"),
        /** Hundredths of a percent. */
        BASIS_POINTS("basisPoints");

        private final String json;

        Unit(String json) {
            this.json = json;
        }

        /** Its name in the report. */
        public String json() {
            return json;
        }

        /** An amount of it for people. */
        String format(long amount) {
            return switch (this) {
                case BYTES -> ByteSize.format(amount);
                case MILLISECONDS -> Durations.format(amount);
                case BASIS_POINTS ->
                    BigDecimal.valueOf(amount, 2).stripTrailingZeros().toPlainString() + " %";
            };
        }
    }

    /** What happens where a gate is missed. In the terminal, which knows no unstable builds, that is a warning. */
    public enum Action {
        WARN("warned"),
        UNSTABLE("unstable"),
        FAIL("failed");

        private final String result;

        Action(String result) {
            this.result = result;
        }

        /** What the report calls a gate that was missed so. */
        String result() {
            return result;
        }

        /** Its name in the report. */
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads a gate as options and parameters have it: a limit and, behind a colon, what happens where it is missed; without
     * that the build fails: {@code 200MB}, {@code 3%:warn}, {@code 30m:unstable}.
     *
     * @throws IllegalArgumentException if it can't be read; the message has an example
     */
    public static Gate read(Kind kind, String text) {
        int colon = text.lastIndexOf(':');
        String limit = (colon < 0 ? text : text.substring(0, colon)).strip();
        Action action =
                colon < 0 ? Action.FAIL : action(text.substring(colon + 1).strip());
        return switch (kind) {
            case MAX_IMAGE_SIZE, MAX_WASTED_BYTES -> new Gate(kind, ByteSize.parse(limit), Unit.BYTES, action);
            case MAX_DURATION ->
                new Gate(
                        kind,
                        io.jenkins.plugins.multistagebuild.build.Durations.parse(limit)
                                .toMillis(),
                        Unit.MILLISECONDS,
                        action);
            case MAX_SIZE_INCREASE ->
                limit.endsWith("%")
                        ? new Gate(kind, percent(limit, "3%"), Unit.BASIS_POINTS, action)
                        : new Gate(kind, ByteSize.parse(limit), Unit.BYTES, action);
            case MIN_EFFICIENCY -> new Gate(kind, share(limit), Unit.BASIS_POINTS, action);
        };
    }

    private static Action action(String word) {
        for (Action action : Action.values()) {
            if (action.json().equals(word.toLowerCase(Locale.ROOT))) {
                return action;
            }
        }
        throw new IllegalArgumentException("'" + Cuts.shorten(Columns.clean(word), 40)
                + "' is nothing that a gate can do; write warn, unstable or fail behind the colon");
    }

    private static long percent(String text, String example) {
        Matcher percent = PERCENT.matcher(text);
        if (!percent.matches()) {
            throw new IllegalArgumentException(
                    "'" + Cuts.shorten(Columns.clean(text), 40) + "' is no percentage; write for example " + example);
        }
        return new BigDecimal(percent.group(1)).movePointRight(2).longValue();
    }

    /** A share of a whole: {@code 95%} or {@code 0.95}. */
    private static long share(String text) {
        long share = FRACTION.matcher(text).matches()
                ? new BigDecimal(text).movePointRight(4).longValue()
                : percent(text, "95% or 0.95");
        if (share > WHOLE) {
            throw new IllegalArgumentException("'" + text + "' is more than the whole; write for example 95% or 0.95");
        }
        return share;
    }
}
