package io.jenkins.plugins.multistagebuild.build;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** A line of a stage's log file: the time, a blank, and the bytes that were printed. */
public final class LogLine {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private LogLine() {}

    /** The line without a line feed. */
    public static byte[] of(Instant at, byte[] line) {
        byte[] time = (TIME.format(at) + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(time, time.length + line.length);
        System.arraycopy(line, 0, whole, time.length, line.length);
        return whole;
    }
}
