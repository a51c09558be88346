package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The paths of a context that COPY and ADD name. The engine follows symbolic links on the way to a source, and the source
 * itself if it is one, never out of the context: so what they lead to is taken as well.
 */
final class ContextSelection {

    /** How a path stands to what is taken. */
    enum Share {
        NONE,
        /** A folder above something that is taken. */
        WAY,
        TAKEN,
        /** A wildcard matches it: if it is a link, the engine follows that, whatever else takes it. */
        MATCHED
    }

    private static final int MOST_LINKS = 255;

    private final Path folder;
    /** What is taken, each as its parts. */
    private final Set<List<Part>> taken = new LinkedHashSet<>();

    /**
     * A part of a path.
     *
     * @param text a name, or a pattern of names
     * @param pattern the pattern; null for a name
     */
    private record Part(String text, @CheckForNull Pattern pattern) {

        static Part name(String text) {
            return new Part(text, null);
        }

        static Part wildcard(String text) {
            StringBuilder expression = new StringBuilder();
            text.codePoints()
                    .forEach(c ->
                            expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
            return new Part(text, Pattern.compile(expression.toString(), Pattern.DOTALL));
        }

        boolean matches(String name) {
            return pattern == null ? text.equals(name) : pattern.matcher(name).matches();
        }
    }

    /**
     * Takes sources.
     *
     * @param folder the context's folder
     * @param sources paths from {@code /} on, with the wildcards of COPY
     */
    ContextSelection(Path folder, Collection<String> sources) throws IOException {
        this.folder = folder;
        for (String source : sources) {
            List<String> names = parts(source);
            if (hasWildcard(source)) {
                taken.add(wildcard(names));
            } else {
                follow(names);
            }
        }
    }

    /** How a path stands to what is taken. */
    Share share(String path) {
        List<String> names = parts(path);
        Share share = Share.NONE;
        for (List<Part> each : taken) {
            int common = Math.min(each.size(), names.size());
            boolean matches = true;
            for (int i = 0; i < common && matches; i++) {
                matches = each.get(i).matches(names.get(i));
            }
            Share here = matches ? share(each, names) : Share.NONE;
            share = here.compareTo(share) > 0 ? here : share;
        }
        return share;
    }

    private static Share share(List<Part> each, List<String> names) {
        if (each.size() > names.size()) {
            return Share.WAY;
        }
        boolean wildcard = each.stream().anyMatch(part -> part.pattern() != null);
        return wildcard && each.size() == names.size() ? Share.MATCHED : Share.TAKEN;
    }

    /**
     * Takes what a path leads to.
     *
     * @return whether something is taken that was not
     */
    boolean follow(String path) throws IOException {
        return follow(parts(path));
    }

    private boolean follow(List<String> names) throws IOException {
        boolean more = false;
        Deque<String> ahead = new ArrayDeque<>(names);
        List<String> gone = new ArrayList<>();
        int links = 0;
        while (!ahead.isEmpty()) {
            String name = ahead.removeFirst();
            if (name.equals("..")) {
                if (!gone.isEmpty()) {
                    gone.remove(gone.size() - 1);
                }
                continue;
            }
            gone.add(name);
            Path path = folder.resolve(String.join("/", gone));
            if (Files.isSymbolicLink(path)) {
                if (++links > MOST_LINKS) {
                    throw new IOException(path + ": too many symbolic links");
                }
                more |= taken.add(exactly(gone));
                gone.remove(gone.size() - 1);
                String target = Files.readSymbolicLink(path).toString();
                if (target.startsWith("/")) {
                    gone.clear();
                }
                List<String> there = parts(target);
                for (int i = there.size() - 1; i >= 0; i--) {
                    ahead.addFirst(there.get(i));
                }
            }
        }
        return taken.add(exactly(gone)) || more;
    }

    private static List<Part> exactly(List<String> names) {
        return names.stream().map(Part::name).toList();
    }

    /** Only {@code *} and {@code ?} are looked for name by name; of what else there is all of the folder is taken. */
    private static List<Part> wildcard(List<String> names) {
        List<Part> parts = new ArrayList<>();
        boolean simple = names.stream().noneMatch(name -> name.contains("[") || name.contains("\\"));
        for (String name : names) {
            boolean here = name.chars().anyMatch(c -> "*?[\\".indexOf(c) >= 0);
            if (here && !simple) {
                return parts;
            }
            parts.add(here ? Part.wildcard(name) : Part.name(name));
        }
        return parts;
    }

    /** As the engine sees it. */
    private static boolean hasWildcard(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '*' || c == '?' || c == '[') {
                return true;
            }
        }
        return false;
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
    }
}
