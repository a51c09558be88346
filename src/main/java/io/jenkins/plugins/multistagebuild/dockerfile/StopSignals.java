package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.Set;

/** The signals that STOPSIGNAL may name. */
public final class StopSignals {

    private static final Set<String> NAMES = Set.of(
            "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE",
            "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU",
            "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX");
    private static final int MOST_ABOVE_RTMIN = 15;
    private static final int MOST_BELOW_RTMAX = 14;

    private StopSignals() {}

    /** Refuses what is no signal. */
    public static void check(String signal) throws RefusedException {
        if (!isNumber(signal) && !isName(Characters.upper(signal))) {
            throw new RefusedException("STOPSIGNAL " + Quoted.text(signal)
                    + " is no signal; write a name such as SIGTERM or a number such as 9"
                    + Suggestion.text(
                            signal,
                            NAMES.stream().map(name -> "SIG" + name).sorted().toList()));
        }
    }

    private static boolean isNumber(String signal) {
        try {
            return signal.chars().allMatch(c -> c < 0x80) && Long.parseLong(signal) != 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isName(String upper) {
        String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
        if (name.startsWith("RTMIN+")) {
            return isOffset(name.substring(6), MOST_ABOVE_RTMIN);
        }
        if (name.startsWith("RTMAX-")) {
            return isOffset(name.substring(6), MOST_BELOW_RTMAX);
        }
        return NAMES.contains(name);
    }

    private static boolean isOffset(String digits, int most) {
        for (int i = 1; i <= most; i++) {
            if (digits.equals(Integer.toString(i))) {
                return true;
            }
        }
        return false;
    }
}
