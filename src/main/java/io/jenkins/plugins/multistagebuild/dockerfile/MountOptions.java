package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Set;

/**
 * What a {@code --mount} means once its variables are expanded.
 *
 * @param type bind, cache, tmpfs, secret or ssh
 * @param from the stage, image or context it names; empty where it names none
 * @param source the path within it
 * @param target the path in the container; empty where none is given
 */
public record MountOptions(String type, String from, String source, String target) {

    private static final List<String> KEYS = List.of(
            "type",
            "from",
            "source",
            "src",
            "target",
            "dst",
            "destination",
            "readonly",
            "ro",
            "readwrite",
            "rw",
            "id",
            "sharing",
            "required",
            "size",
            "mode",
            "uid",
            "gid",
            "env");
    private static final List<String> TYPES = List.of("bind", "cache", "tmpfs", "secret", "ssh");
    private static final List<String> SHARINGS = List.of("shared", "private", "locked");
    private static final Set<String> BOOLEANS =
            Set.of("1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False");

    /** Reads fields whose values are expanded already. */
    public static MountOptions read(List<String> fields) throws RefusedException {
        return new Reader().read(fields);
    }

    /** Refuses fields that no value could make right, where the values are not known. */
    public static void checkKeys(List<String> fields) throws RefusedException {
        for (String field : fields) {
            int equals = field.indexOf('=');
            String key = Characters.lower(equals < 0 ? field : field.substring(0, equals));
            if (!KEYS.contains(key)) {
                throw Reader.refused("there is no field " + Quoted.text(key) + Suggestion.text(key, KEYS));
            }
        }
    }

    /** Collects the fields one after the other; some depend on the type that stands before them. */
    private static final class Reader {

        private String type = "bind";
        private String from = "";
        private String source = "";
        private String target = "";
        private String id = "";
        private String sharing = "";
        private boolean owner;

        MountOptions read(List<String> fields) throws RefusedException {
            for (String field : fields) {
                int equals = field.indexOf('=');
                String key = Characters.lower(equals < 0 ? field : field.substring(0, equals));
                if (equals < 0) {
                    flag(key, field);
                } else {
                    value(key, field.substring(equals + 1));
                }
            }
            checkTogether();
            return new MountOptions(type, from, source, target);
        }

        private void flag(String key, String field) throws RefusedException {
            switch (key) {
                case "readonly", "ro", "readwrite", "rw" -> {}
                case "required" -> onlyFor(key, "secret", "ssh");
                default ->
                    throw refused("the field " + Quoted.text(field) + " needs a value: " + Quoted.text(field) + "=…"
                            + Suggestion.text(key, KEYS));
            }
        }

        private void value(String key, String value) throws RefusedException {
            switch (key) {
                case "type" -> type = oneOf("type", value, TYPES);
                case "sharing" -> sharing = oneOf("sharing", value, SHARINGS);
                case "from" -> from = value;
                case "source", "src" -> source = value;
                case "target", "dst", "destination" -> target = value;
                case "id" -> id = value;
                case "env" -> {}
                case "readonly", "ro", "readwrite", "rw" -> bool(key, value);
                case "required" -> {
                    onlyFor(key, "secret", "ssh");
                    bool(key, value);
                }
                case "size" -> {
                    onlyFor(key, "tmpfs");
                    if (!ByteSize.isOne(value)) {
                        throw refused("size=" + Quoted.text(value) + " is no size; write for example 64m or 1g");
                    }
                }
                case "mode" -> number(key, value, 8);
                case "uid", "gid" -> number(key, value, 10);
                default -> throw refused("there is no field " + Quoted.text(key) + Suggestion.text(key, KEYS));
            }
        }

        private String oneOf(String key, String value, List<String> possible) throws RefusedException {
            String lower = Characters.lower(value);
            if (!possible.contains(lower)) {
                throw refused(key + "=" + Quoted.text(value) + " is not possible; it is one of "
                        + String.join(", ", possible) + Suggestion.text(value, possible));
            }
            return lower;
        }

        private void onlyFor(String key, String... types) throws RefusedException {
            if (!List.of(types).contains(type)) {
                throw refused("the field " + key + " is for mounts of type " + String.join(" and ", types)
                        + " only, and stands behind type=…");
            }
        }

        private static void bool(String key, String value) throws RefusedException {
            if (!BOOLEANS.contains(value)) {
                throw refused(key + "=" + Quoted.text(value) + " is neither true nor false");
            }
        }

        private void number(String key, String value, int radix) throws RefusedException {
            owner = true;
            boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c < '0' + radix);
            if (!digits || value.length() > 20 || Long.parseUnsignedLong(shorten(value), radix) > 0xFFFFFFFFL) {
                throw refused(key + "=" + Quoted.text(value) + " is no number"
                        + (radix == 8 ? " of octal digits, for example 0644" : " from 0 to 4294967295"));
            }
        }

        private static String shorten(String digits) {
            String plain = digits.replaceFirst("^0+(?=.)", "");
            return plain.length() > 12 ? "7".repeat(12) : plain;
        }

        private void checkTogether() throws RefusedException {
            if (owner && (type.equals("bind") || type.equals("tmpfs"))) {
                throw refused("mode, uid and gid are not for mounts of type " + type);
            }
            if (type.equals("secret")) {
                String fault = secretFault();
                if (fault != null) {
                    throw refused(fault);
                }
            }
            if (!sharing.isEmpty() && !type.equals("cache")) {
                throw refused("sharing is for mounts of type cache only");
            }
            if (type.equals("ssh") && !source.isEmpty()) {
                throw refused("a mount of type ssh has no source; name the agent with id=…");
            }
        }

        @CheckForNull
        private String secretFault() {
            if (!from.isEmpty()) {
                return "a mount of type secret has no from; it takes the secret from the build's --secret";
            }
            if (!sharing.isEmpty()) {
                return "a mount of type secret has no sharing";
            }
            if (source.isEmpty() && target.isEmpty() && id.isEmpty()) {
                return "a mount of type secret needs an id, a source or a target";
            }
            return !source.isEmpty() && !id.isEmpty() ? "a mount of type secret has either an id or a source" : null;
        }

        private static RefusedException refused(String fault) {
            return new RefusedException("RUN --mount: " + fault);
        }
    }
}
