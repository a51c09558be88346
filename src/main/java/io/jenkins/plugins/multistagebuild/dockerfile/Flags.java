package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The flags of an instruction, checked against those that its keyword knows. */
final class Flags {

    /** What a flag takes. */
    private enum Type {
        BOOLEAN,
        TEXT,
        TEXTS
    }

    private static final Map<String, Map<String, Type>> KNOWN = Map.of(
            "from", Map.of("platform", Type.TEXT),
            "run",
                    Map.of(
                            "mount", Type.TEXTS,
                            "network", Type.TEXT,
                            "security", Type.TEXT,
                            "device", Type.TEXTS),
            "copy",
                    Map.of(
                            "from", Type.TEXT,
                            "chown", Type.TEXT,
                            "chmod", Type.TEXT,
                            "link", Type.BOOLEAN,
                            "parents", Type.BOOLEAN,
                            "exclude", Type.TEXTS),
            "add",
                    Map.of(
                            "chown", Type.TEXT,
                            "chmod", Type.TEXT,
                            "link", Type.BOOLEAN,
                            "keep-git-dir", Type.BOOLEAN,
                            "checksum", Type.TEXT,
                            "unpack", Type.BOOLEAN,
                            "exclude", Type.TEXTS),
            "healthcheck",
                    Map.of(
                            "interval", Type.TEXT,
                            "timeout", Type.TEXT,
                            "start-period", Type.TEXT,
                            "start-interval", Type.TEXT,
                            "retries", Type.TEXT));

    private final Map<String, List<String>> values = new HashMap<>();

    private Flags() {}

    static Flags read(Statement statement) throws RefusedException {
        String keyword = Characters.upper(statement.keyword());
        Map<String, Type> known = KNOWN.getOrDefault(statement.kind(), Map.of());
        Flags flags = new Flags();
        for (String flag : statement.flags()) {
            if (flag.equals("--")) {
                break;
            }
            int equals = flag.indexOf('=');
            String name = flag.substring(2, equals < 0 ? flag.length() : equals);
            Type type = known.get(name);
            if (type == null) {
                throw new RefusedException(unknown(keyword, name, known), flag);
            }
            List<String> given = flags.values.computeIfAbsent(name, any -> new ArrayList<>());
            if (!given.isEmpty() && type != Type.TEXTS) {
                throw new RefusedException(keyword + " --" + name + " is given twice; keep one of them", flag);
            }
            given.add(value(keyword, name, type, equals < 0 ? null : flag.substring(equals + 1)));
        }
        return flags;
    }

    private static String unknown(String keyword, String name, Map<String, Type> known) {
        String start = keyword + " knows no flag --" + Quoted.text(name);
        if (known.isEmpty()) {
            return start + "; it takes none";
        }
        List<String> names = known.keySet().stream().sorted().toList();
        return start + "; it takes --" + String.join(", --", names) + Suggestion.text(name, names);
    }

    private static String value(String keyword, String name, Type type, @CheckForNull String written)
            throws RefusedException {
        if (type != Type.BOOLEAN) {
            if (written == null) {
                throw new RefusedException(keyword + " --" + name + " needs a value: --" + name + "=…", "--" + name);
            }
            return written;
        }
        String value = written == null ? "true" : Characters.lower(written);
        if (!value.equals("true") && !value.equals("false")) {
            throw new RefusedException(
                    keyword + " --" + name + " is either true or false, not "
                            + (value.isEmpty() ? "empty" : Quoted.text(written)),
                    "--" + name);
        }
        return value;
    }

    /** The value of a flag, or empty. */
    String text(String name) {
        List<String> given = values.get(name);
        return given == null ? "" : given.get(0);
    }

    String text(String name, String otherwise) {
        return values.containsKey(name) ? text(name) : otherwise;
    }

    List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean isSet(String name) {
        return text(name).equals("true");
    }
}
