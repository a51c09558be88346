package io.jenkins.plugins.multistagebuild.report;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes for people, in decimal units as Docker prints them: {@code 231 MB}. */
public final class ByteSize {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?(?:([kmgt])(i)?)?(b)?");

    private ByteSize() {}

    /**
     * Reads a size as people write it: {@code 200MB}, {@code 200 MB}, {@code 1.5GB} in decimal units as Docker prints them,
     * {@code 1GiB} in binary ones, {@code 4096} in bytes; large and small letters are the same.
     *
     * @return bytes, rounded down
     * @throws IllegalArgumentException if it is none, or over a petabyte; the message has an example
     */
    public static long parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (form.matches()) {
            int power = form.group(2) == null ? 0 : "kmgt".indexOf(form.group(2)) + 1;
            BigDecimal unit = BigDecimal.valueOf(form.group(3) == null ? 1000 : 1024);
            BigDecimal bytes = new BigDecimal(form.group(1)).multiply(unit.pow(power));
            if (bytes.compareTo(BigDecimal.TEN.pow(15)) <= 0) {
                return bytes.longValue();
            }
        }
        throw new IllegalArgumentException(
                "'" + Cuts.shorten(Columns.clean(text), 40) + "' is no size; write for example 200MB, 1.5GB or 1GiB");
    }

    /** A difference of sizes with its sign: {@code +12.3 MB}, {@code -1.20 kB}, {@code 0 B}. */
    public static String difference(long bytes) {
        return (bytes > 0 ? "+" : bytes < 0 ? "-" : "") + format(Math.abs(bytes));
    }

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
