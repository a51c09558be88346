package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code .dockerignore} leaves out of a context, as docker's client reads it when it packs one itself: the last pattern
 * that matches a path or a folder above it decides.
 */
final class IgnoreRules {

    private static final int LONGEST_LINE = 64 * 1024;

    private final List<IgnorePattern> patterns;

    private IgnoreRules(List<IgnorePattern> patterns) {
        this.patterns = patterns;
    }

    /** Reads a file; empty where a line in it is better left to docker's client, for what it means or since it is wrong. */
    static Optional<IgnoreRules> read(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<IgnorePattern> patterns = new ArrayList<>();
        for (String line : (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n")) {
            if (line.length() >= LONGEST_LINE) {
                return Optional.empty();
            }
            String pattern = line.startsWith("#") ? "" : trimmed(line);
            if (!pattern.isEmpty()) {
                IgnorePattern read = IgnorePattern.read(pattern);
                if (read == null) {
                    return Optional.empty();
                }
                patterns.add(read);
            }
        }
        return Optional.of(new IgnoreRules(patterns));
    }

    /** A line without blanks at its ends, as Go knows blanks. */
    static String trimmed(String line) {
        int begin = 0;
        int end = line.length();
        while (begin < end && isBlank(line.charAt(begin))) {
            begin++;
        }
        while (end > begin && isBlank(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(begin, end);
    }

    private static boolean isBlank(char c) {
        return Character.isSpaceChar(c) || "\t\n\u000B\f\r\u0085".indexOf(c) >= 0;
    }

    /**
     * What is found about a path.
     *
     * @param leftOut whether it is left out
     * @param matching for each pattern, whether it matches the path or a folder above it
     */
    record Finding(boolean leftOut, boolean[] matching) {}

    /**
     * Finds whether a path is left out.
     *
     * @param path from the context's folder on, its parts divided by {@code /}
     * @param above what was found about the folder above; null for what lies in the context's folder
     */
    Finding find(String path, @CheckForNull Finding above) {
        boolean[] matching = new boolean[patterns.size()];
        boolean leftOut = false;
        for (int i = 0; i < matching.length; i++) {
            IgnorePattern pattern = patterns.get(i);
            matching[i] = above != null && above.matching()[i]
                    // A pattern that can't change anything is not looked at, and so not seen by what lies below.
                    || pattern.isException() == leftOut && pattern.matches(path);
            if (matching[i]) {
                leftOut = !pattern.isException();
            }
        }
        return new Finding(leftOut, matching);
    }

    /** Whether a name in the context's folder is left out. */
    boolean leavesOut(String name) {
        return find(name, null).leftOut();
    }

    /** Whether the client looks into a folder that is left out, since an exception begins with it. */
    boolean mayKeepBelow(String folder) {
        return patterns.stream().anyMatch(each -> each.isException() && (each.text() + "/").startsWith(folder + "/"));
    }

    /** A name in the context's folder that is left out, with all below it, and is not that of the file itself. */
    Optional<String> freeName(String file) {
        return patterns.stream()
                .filter(each -> !each.isException())
                .map(IgnorePattern::example)
                .filter(name -> !name.isEmpty() && !name.equals("-") && !name.contains("/") && !name.equals(file))
                .filter(name -> leavesOut(name) && !mayKeepBelow(name))
                .findFirst();
    }
}
