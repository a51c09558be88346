package io.jenkins.plugins.multistagebuild.dockerfile;

/** Modes as {@code --chmod} takes them: octal digits, or words such as {@code u=rwX,go=rX}. */
public final class FileMode {

    private FileMode() {}

    /** Refuses what is no mode. */
    public static void check(String keyword, String mode) throws RefusedException {
        char first = mode.charAt(0);
        boolean possible = first >= '0' && first <= '9' ? isOctal(mode) : isSymbolic(mode);
        if (!possible) {
            throw new RefusedException(keyword + " --chmod=" + Quoted.text(mode)
                    + " is no mode; write octal digits up to 7777, or for example u=rwX,go=rX");
        }
    }

    private static boolean isOctal(String mode) {
        String digits = mode.substring(leadingZeros(mode));
        return digits.length() <= 4 && digits.chars().allMatch(c -> c >= '0' && c <= '7');
    }

    private static int leadingZeros(String mode) {
        int zeros = 0;
        while (zeros < mode.length() && mode.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros;
    }

    /** Clauses of who, then one or more of an operator with permissions. */
    private static boolean isSymbolic(String mode) {
        int i = 0;
        while (true) {
            while (i < mode.length() && "augo".indexOf(mode.charAt(i)) >= 0) {
                i++;
            }
            if (i == mode.length()) {
                return false;
            }
            do {
                if ("+-=".indexOf(mode.charAt(i)) < 0) {
                    return false;
                }
                i++;
                while (i < mode.length() && "rwxXstugo".indexOf(mode.charAt(i)) >= 0) {
                    i++;
                }
                if (i == mode.length()) {
                    return true;
                }
            } while (mode.charAt(i) != ',');
            i++;
        }
    }
}
