package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a run on the engines that it uses, in a way that lets a later run tell whether it may still go on.
 *
 * @param value {@code <seconds since 1970>-<process, or 0>-<machine>-<random>}
 */
public record RunId(String value) implements Serializable {

    /** The label that everything temporary carries; its value is a run's id. */
    public static final String LABEL = "io.jenkins.multi-stage-build";

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})-(\\d{1,12})-([0-9a-f]{8})-[0-9a-f]{8}");
    /** A run of another machine may go on as long as this. */
    private static final Duration LONGEST = Duration.ofDays(2);

    /** A new id, of a run that ends when this process does. */
    public static RunId ofThisProcess() {
        return create(ProcessHandle.current().pid());
    }

    /** A new id, of a run that may go on in another process. */
    public static RunId create() {
        return create(0);
    }

    private static RunId create(long process) {
        return new RunId(Instant.now().getEpochSecond() + "-" + process + "-" + machine() + "-"
                + UUID.randomUUID().toString().substring(0, 8));
    }

    /** Whether the run has ended for sure: its process is no more, or it began very long ago. */
    boolean isOver(Instant now) {
        Matcher form = FORM.matcher(value);
        if (!form.matches()) {
            return false;
        }
        Instant began = Instant.ofEpochSecond(Long.parseLong(form.group(1)));
        if (began.plus(LONGEST).isBefore(now)) {
            return true;
        }
        long process = Long.parseLong(form.group(2));
        return process > 0 && form.group(3).equals(machine()) && !isProcess(process, began);
    }

    /** Whether there is such a process that was there already when the run began. */
    private static boolean isProcess(long pid, Instant began) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(start -> start.isBefore(began.plusSeconds(2)))
                .orElse(false);
    }

    /** Containers may share a host's name, but see other processes. */
    private static String machine() {
        try {
            return "%08x".formatted((InetAddress.getLocalHost().getHostName() + processes()).hashCode());
        } catch (UnknownHostException e) {
            // A machine without a name is told from all others, itself included.
            return UUID.randomUUID().toString().substring(0, 8);
        }
    }

    /** What names the processes that can be seen from here, on Linux; empty elsewhere. */
    private static String processes() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }
}
