package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads HEALTHCHECK, whose flags hold durations. */
final class HealthcheckReader {

    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);
    private static final Map<String, BigDecimal> UNITS = Map.of(
            "ns", BigDecimal.ONE,
            "us", BigDecimal.valueOf(1_000),
            "µs", BigDecimal.valueOf(1_000),
            "μs", BigDecimal.valueOf(1_000),
            "ms", NANOS_PER_MILLI,
            "s", BigDecimal.valueOf(1_000_000_000L),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L));
    private static final int MAX_DURATION_TEXT = 64;

    private HealthcheckReader() {}

    static List<String> read(Statement statement) throws RefusedException {
        List<String> words = statement.arguments().words();
        if (words.isEmpty()) {
            throw new RefusedException("HEALTHCHECK needs CMD and a command, or NONE");
        }
        String type = Characters.upper(words.get(0));
        List<String> command = words.subList(1, words.size());
        if (type.equals("NONE")) {
            if (!command.isEmpty()) {
                throw new RefusedException("HEALTHCHECK NONE takes nothing behind it");
            }
            return List.of(type);
        }
        Flags flags = Flags.read(statement);
        if (!type.equals("CMD")) {
            throw new RefusedException(
                    "HEALTHCHECK " + Quoted.text(words.get(0)) + " is not possible; it is CMD or NONE");
        }
        if (command.isEmpty()) {
            throw new RefusedException("HEALTHCHECK CMD needs a command behind it");
        }
        for (String flag : List.of("interval", "timeout", "start-period", "start-interval")) {
            checkDuration(flag, flags.text(flag));
        }
        checkRetries(flags.text("retries"));
        List<String> test = new ArrayList<>();
        test.add(statement.arguments().json() ? type : "CMD-SHELL");
        test.addAll(command);
        return test;
    }

    private static void checkRetries(String text) throws RefusedException {
        if (text.isEmpty()) {
            return;
        }
        try {
            if (Integer.parseInt(text) >= 0 && text.chars().allMatch(c -> c < 0x80)) {
                return;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new RefusedException("HEALTHCHECK --retries=" + Quoted.text(text) + " is no whole number from 0");
    }

    private static void checkDuration(String flag, String text) throws RefusedException {
        if (text.isEmpty()) {
            return;
        }
        BigDecimal nanos = nanos(text);
        if (nanos == null || nanos.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new RefusedException("HEALTHCHECK --" + flag + "=" + Quoted.text(text)
                    + " is no duration; write for example 30s, 1m30s or 500ms");
        }
        if (nanos.toBigInteger().signum() != 0 && nanos.compareTo(NANOS_PER_MILLI) < 0) {
            throw new RefusedException(
                    "HEALTHCHECK --" + flag + "=" + Quoted.text(text) + " is too short; it is at least 1ms, or 0");
        }
    }

    /** The nanoseconds of a duration; null where it is none. */
    @CheckForNull
    private static BigDecimal nanos(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return BigDecimal.ZERO;
        }
        if (rest.isEmpty() || rest.length() > MAX_DURATION_TEXT) {
            return null;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < rest.length(); ) {
            int number = i;
            while (number < rest.length() && (isDigit(rest.charAt(number)) || rest.charAt(number) == '.')) {
                number++;
            }
            int unit = number;
            while (unit < rest.length() && !isDigit(rest.charAt(unit)) && rest.charAt(unit) != '.') {
                unit++;
            }
            BigDecimal factor = UNITS.get(rest.substring(number, unit));
            String digits = rest.substring(i, number);
            if (factor == null
                    || digits.chars().noneMatch(c -> c != '.')
                    || digits.indexOf('.') != digits.lastIndexOf('.')) {
                return null;
            }
            sum = sum.add(new BigDecimal("0" + digits + (digits.indexOf('.') < 0 ? "" : "0")).multiply(factor));
            i = unit;
        }
        return negative ? sum.negate() : sum;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
