package io.jenkins.plugins.multistagebuild.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The paths of a hand-over as {@code COPY} instructions that put each where it was. What a wildcard matches is copied by
 * another {@code COPY} later on, and that takes folders apart; so here the folder in which it is looked for is taken as a
 * whole.
 */
public final class HandOverPaths {

    private static final String WILDCARDS = "*?[\\";

    /** Paths that must be there. */
    private final Set<String> exact =
            new TreeSet<>(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));

    /** Folders of wildcards, which need not be there, since a wildcard may match nothing. */
    private final Set<String> folders = new LinkedHashSet<>();

    private boolean all;

    /** Takes paths, each from {@code /} on. */
    public HandOverPaths(Collection<String> paths) {
        all = paths.isEmpty();
        for (String path : paths) {
            String folder = folder(path);
            all |= folder.equals("/");
            (folder.equals(path) ? exact : folders).add(folder);
        }
    }

    /** Whether everything is needed. */
    public boolean isAll() {
        return all;
    }

    /** The path itself, or the folder above its first wildcard. */
    private static String folder(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (WILDCARDS.indexOf(path.charAt(i)) >= 0) {
                return path.substring(0, Math.max(1, path.lastIndexOf('/', i)));
            }
        }
        return path;
    }

    /**
     * The instructions.
     *
     * @param from what {@code --from} is to name
     * @param escape the file's escape character
     * @param matching whether a wildcard may match nothing, as with BuildKit
     */
    public String copies(String from, char escape, boolean matching) {
        StringBuilder text = new StringBuilder();
        for (String path : exact) {
            if (exact.stream().noneMatch(other -> isBelow(path, other))) {
                text.append(copy(from, quoted(path, escape), path, escape));
            }
        }
        for (String path : folders) {
            boolean there = exact.stream().anyMatch(other -> other.equals(path) || isBelow(path, other));
            if (!there) {
                text.append(copy(from, matching ? optional(path, escape) : quoted(path, escape), path, escape));
            }
        }
        return text.toString();
    }

    private static boolean isBelow(String path, String other) {
        return path.length() > other.length() && path.startsWith(other + "/");
    }

    private static String copy(String from, String source, String path, char escape) {
        return "COPY --from=" + from + " [\"" + source + "\", \"" + quoted(path, escape) + "\"]\n";
    }

    /** A pattern that matches the path, or nothing: a letter of it as a class of its own. */
    private static String optional(String path, char escape) {
        for (int i = path.length() - 1; i > 0; i--) {
            char c = path.charAt(i);
            if (c < 128 && Character.isLetterOrDigit(c)) {
                return quoted(path.substring(0, i), escape) + "[" + c + "]" + quoted(path.substring(i + 1), escape);
            }
        }
        return quoted(path, escape);
    }

    /** Within a JSON string that is expanded afterwards. */
    private static String quoted(String path, char escape) {
        String escaped = path.replace("$", escape + "$");
        StringBuilder text = new StringBuilder();
        for (char c : escaped.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        return text.toString();
    }
}
