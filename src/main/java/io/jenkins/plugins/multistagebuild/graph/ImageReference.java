package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Locale;

/** Judges names of images as the engine does, and tells their short form. */
public final class ImageReference {

    private static final int MAX_TAG = 128;
    private static final int MAX_NAME = 255;
    private static final int MIN_DIGEST = 32;

    private final String domain;
    private final String path;

    @CheckForNull
    private final String tag;

    @CheckForNull
    private final String digest;

    private ImageReference(String domain, String path, @CheckForNull String tag, @CheckForNull String digest) {
        this.domain = domain;
        this.path = path;
        this.tag = tag;
        this.digest = digest;
    }

    /** Why a name cannot be that of an image; null where it can. */
    @CheckForNull
    static String fault(String name) {
        if (name.length() == 64 && name.chars().allMatch(ImageReference::isLowerHex)) {
            return "a bare id of 64 digits names no image; give the image a tag";
        }
        ImageReference reference = split(name);
        if (!reference.path.equals(reference.path.toLowerCase(Locale.ROOT))) {
            return "the name of an image is lower case";
        }
        if (!isDomain(reference.domain) || !isPath(reference.path)) {
            return "this is no name of an image; it looks like name:tag or registry.example/path/name:tag";
        }
        if (reference.path.length() > MAX_NAME) {
            return "the name of an image has at most " + MAX_NAME + " characters";
        }
        if (reference.tag != null && !isTag(reference.tag)) {
            return "behind : stands a tag of letters, digits, _ . and -";
        }
        if (reference.digest != null && !isDigest(reference.digest)) {
            return "behind @ stands a digest, for example sha256: and 64 digits";
        }
        return null;
    }

    /** Why a name cannot be given to an image; null where it can. */
    @CheckForNull
    public static String tagFault(String name) {
        return name.indexOf('@') < 0 ? fault(name) : "a digest can't be chosen; leave off what begins with @";
    }

    /** Why a name can't be that of a repository, told with its registry, that images are pushed to; null where it can. */
    @CheckForNull
    public static String repositoryFault(String name) {
        if (name.contains("://")) {
            return "it begins with the name of the registry; leave off what ends with ://";
        }
        int slash = name.indexOf('/');
        if (slash < 0 || !hasDomain(name.substring(0, slash))) {
            return "it needs the name of a registry, a slash, and a name there; for Docker Hub the registry is docker.io";
        }
        ImageReference reference = split(name);
        if (reference.tag != null || reference.digest != null) {
            return "each image gets a tag of its own there; leave off the tag or digest";
        }
        return fault(name);
    }

    /** The name as people write it, without what every name has: {@code docker.io/library/} and {@code :latest}. */
    public static String familiar(String name) {
        ImageReference reference = split(name);
        String path = reference.path;
        boolean hub = reference.domain.equals("docker.io");
        if (hub && path.startsWith("library/") && path.indexOf('/', "library/".length()) < 0) {
            path = path.substring("library/".length());
        }
        String tag = reference.tag == null || (reference.tag.equals("latest") && reference.digest == null)
                ? ""
                : ":" + reference.tag;
        return (hub ? "" : reference.domain + "/")
                + path
                + tag
                + (reference.digest == null ? "" : "@" + reference.digest);
    }

    private static ImageReference split(String name) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean hasDomain = slash >= 0 && hasDomain(first);
        String domain = hasDomain ? first : "docker.io";
        String rest = hasDomain ? name.substring(slash + 1) : name;
        if (domain.equals("index.docker.io")) {
            domain = "docker.io";
        }
        if (domain.equals("docker.io") && rest.indexOf('/') < 0) {
            rest = "library/" + rest;
        }
        int at = rest.indexOf('@');
        String digest = at < 0 ? null : rest.substring(at + 1);
        String tagged = at < 0 ? rest : rest.substring(0, at);
        int colon = tagged.indexOf(':');
        String tag = colon < 0 ? null : tagged.substring(colon + 1);
        return new ImageReference(domain, colon < 0 ? tagged : tagged.substring(0, colon), tag, digest);
    }

    /** Whether what stands before the first slash names a registry. */
    private static boolean hasDomain(String first) {
        return first.equals("localhost")
                || first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    private static boolean isDomain(String domain) {
        int colon = domain.lastIndexOf(':');
        if (domain.startsWith("[")) {
            int close = domain.indexOf(']');
            return close > 1
                    && domain.substring(1, close)
                            .chars()
                            .allMatch(c -> c == ':' || Character.digit(c, 16) >= 0 && c < 0x80)
                    && (close + 1 == domain.length() || isPort(domain.substring(close + 1)));
        }
        if (colon >= 0 && !isPort(domain.substring(colon))) {
            return false;
        }
        for (String part : (colon < 0 ? domain : domain.substring(0, colon)).split("\\.", -1)) {
            if (part.isEmpty()
                    || !part.chars().allMatch(c -> c == '-' || isAlphanumeric(c))
                    || part.startsWith("-")
                    || part.endsWith("-")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPort(String port) {
        return port.length() > 1
                && port.charAt(0) == ':'
                && port.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isPath(String path) {
        for (String part : path.split("/", -1)) {
            if (!isPathPart(part)) {
                return false;
            }
        }
        return true;
    }

    /** Letters and digits, parted by a dot, one or two underscores or any number of dashes. */
    private static boolean isPathPart(String part) {
        int i = 0;
        while (true) {
            int start = i;
            while (i < part.length() && isLowerAlphanumeric(part.charAt(i))) {
                i++;
            }
            if (i == start) {
                return false;
            }
            if (i == part.length()) {
                return true;
            }
            char separator = part.charAt(i);
            int length = 1;
            while (i + length < part.length() && part.charAt(i + length) == separator) {
                length++;
            }
            boolean possible =
                    separator == '-' || (separator == '_' && length <= 2) || (separator == '.' && length == 1);
            if (!possible) {
                return false;
            }
            i += length;
        }
    }

    private static boolean isTag(String tag) {
        return !tag.isEmpty()
                && tag.length() <= MAX_TAG
                && tag.charAt(0) != '.'
                && tag.charAt(0) != '-'
                && tag.chars().allMatch(c -> isAlphanumeric(c) || c == '_' || c == '.' || c == '-');
    }

    private static boolean isDigest(String digest) {
        int colon = digest.indexOf(':');
        if (colon < 0) {
            return false;
        }
        String value = digest.substring(colon + 1);
        int length =
                switch (digest.substring(0, colon)) {
                    case "sha256" -> 64;
                    case "sha384" -> 96;
                    case "sha512" -> 128;
                    default -> 0;
                };
        return length >= MIN_DIGEST && value.length() == length && value.chars().allMatch(ImageReference::isLowerHex);
    }

    private static boolean isLowerHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static boolean isLowerAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    }

    private static boolean isAlphanumeric(int c) {
        return isLowerAlphanumeric(c) || (c >= 'A' && c <= 'Z');
    }
}
