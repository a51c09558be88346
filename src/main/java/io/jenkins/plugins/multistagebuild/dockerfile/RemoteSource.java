package io.jenkins.plugins.multistagebuild.dockerfile;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sources of ADD that are fetched, told from paths by their text: downloads and Git repositories. */
public final class RemoteSource {

    /** What a source is. */
    public enum Kind {
        LOCAL,
        DOWNLOAD,
        GIT
    }

    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");
    private static final Set<String> SWITCHES = Set.of("submodules", "keep-git-dir", "fetch-by-commit");
    private static final List<String> KEYS = List.of(
            "ref",
            "tag",
            "branch",
            "subdir",
            "checksum",
            "commit",
            "keep-git-dir",
            "submodules",
            "mtime",
            "fetch-by-commit");

    private RemoteSource() {}

    /** What a source is. */
    public static Kind kind(String source) {
        int scheme = scheme(source);
        if (scheme < 0) {
            return isScp(source) && !source.startsWith("./") && !source.startsWith("../") ? Kind.GIT : Kind.LOCAL;
        }
        if (isGitUrl(source, scheme) && WebAddress.isOne(source, scheme + 3)) {
            return Kind.GIT;
        }
        return source.startsWith("http://") || source.startsWith("https://") ? Kind.DOWNLOAD : Kind.LOCAL;
    }

    /**
     * Refuses a Git source whose query does not fit or contradicts the flags of ADD.
     *
     * @param checksum the value of {@code --checksum}, or empty
     * @param keepGitDir the value of {@code --keep-git-dir}: true, false or empty
     */
    public static void checkGit(String source, String checksum, String keepGitDir) throws RefusedException {
        int hash = source.indexOf('#');
        String plain = hash < 0 ? source : source.substring(0, hash);
        int question = plain.indexOf('?');
        if (question < 0) {
            return;
        }
        String fragment = hash < 0 ? "" : source.substring(hash + 1);
        int colon = fragment.indexOf(':');
        String ref = colon < 0 ? fragment : fragment.substring(0, colon);
        String subdir = colon < 0 ? "" : fragment.substring(colon + 1);
        Map<String, List<String>> query = query(plain.substring(question + 1));
        for (Map.Entry<String, List<String>> entry : query.entrySet()) {
            check(source, entry.getKey(), entry.getValue());
        }
        if (query.containsKey("keep-git-dir")) {
            String keep = first(query, "keep-git-dir");
            conflict(source, keepGitDir, Boolean.toString(keep.isEmpty() || TRUE.contains(keep)));
        }
        conflict(source, checksum, first(query, "checksum"));
        conflict(source, checksum, first(query, "commit"));
        String refs = first(query, "ref");
        String tag = first(query, "tag");
        String branch = first(query, "branch");
        conflict(source, ref, refs);
        conflict(source, subdir, first(query, "subdir"));
        String named = refs.isEmpty() ? ref : refs;
        if (!tag.isEmpty() && !branch.isEmpty()) {
            throw refused(source, "it asks for a tag and for a branch; keep one of them");
        }
        conflict(source, named, tag.isEmpty() || tag.startsWith("refs/tags/") ? tag : "refs/tags/" + tag);
        conflict(source, named, branch.isEmpty() || branch.startsWith("refs/heads/") ? branch : "refs/heads/" + branch);
    }

    private static void check(String source, String key, List<String> values) throws RefusedException {
        if (!KEYS.contains(key)) {
            throw refused(source, "it has no query " + Quoted.text(key) + Suggestion.text(key, KEYS));
        }
        if (values.size() > 1) {
            throw refused(source, "its query " + key + " is given twice");
        }
        String value = values.get(0);
        if (SWITCHES.contains(key)) {
            if (!value.isEmpty() && !TRUE.contains(value) && !FALSE.contains(value)) {
                throw refused(source, "its query " + key + " is true or false");
            }
        } else if (value.isEmpty()) {
            throw refused(source, "its query " + key + " needs a value");
        } else if (key.equals("mtime") && !value.equals("checkout") && !value.equals("commit")) {
            throw refused(source, "its query mtime is checkout or commit");
        }
    }

    private static void conflict(String source, String one, String other) throws RefusedException {
        if (!one.isEmpty() && !other.isEmpty() && !one.equals(other)) {
            throw refused(source, "it asks for " + Quoted.text(one) + " and for " + Quoted.text(other));
        }
    }

    private static String first(Map<String, List<String>> query, String key) {
        return query.getOrDefault(key, List.of("")).get(0);
    }

    private static Map<String, List<String>> query(String text) {
        Map<String, List<String>> query = new HashMap<>();
        for (String part : text.split("&")) {
            if (part.isEmpty() || part.indexOf(';') >= 0) {
                continue;
            }
            int equals = part.indexOf('=');
            try {
                String key = decode(equals < 0 ? part : part.substring(0, equals));
                String value = equals < 0 ? "" : decode(part.substring(equals + 1));
                query.computeIfAbsent(key, any -> new ArrayList<>()).add(value);
            } catch (IllegalArgumentException e) {
                // a wrong percent sign: the engine leaves such a part out
                continue;
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Length of the scheme before {@code ://}, or -1. */
    private static int scheme(String source) {
        int end = source.indexOf("://");
        boolean possible = end > 0 && source.substring(0, end).chars().allMatch(RemoteSource::isAlphanumeric);
        return possible ? end : -1;
    }

    private static boolean isGitUrl(String source, int scheme) {
        String rest = source.substring(scheme + 3);
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '?' && rest.charAt(end) != '#') {
            end++;
        }
        String path = rest.substring(0, end);
        return switch (Characters.lower(source.substring(0, scheme))) {
            case "git", "ssh" -> true;
            case "http", "https" -> path.indexOf('/') >= 0 && path.endsWith(".git");
            default -> false;
        };
    }

    /** The short form {@code user@host:path}. */
    private static boolean isScp(String source) {
        int at = source.indexOf('@');
        int colon = source.indexOf(':', at + 1);
        return at > 0
                && colon > at + 1
                && source.substring(0, at).chars().allMatch(c -> isAlphanumeric(c) || c == '-' || c == '_')
                && source.substring(at + 1, colon).chars().allMatch(c -> isAlphanumeric(c) || c == '-' || c == '.');
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static RefusedException refused(String source, String fault) {
        return new RefusedException("the Git source " + Quoted.text(source) + ": " + fault);
    }
}
