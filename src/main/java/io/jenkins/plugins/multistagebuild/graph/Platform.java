package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Locale;
import java.util.Set;

/**
 * A platform that images are built for.
 *
 * @param os the operating system
 * @param osVersion its version, mostly empty
 * @param architecture the processor
 * @param variant the processor's variant, mostly empty
 */
public record Platform(String os, String osVersion, String architecture, String variant) {

    private static final Set<String> SYSTEMS = Set.of(
            "aix",
            "android",
            "darwin",
            "dragonfly",
            "freebsd",
            "hurd",
            "illumos",
            "ios",
            "js",
            "linux",
            "nacl",
            "netbsd",
            "openbsd",
            "plan9",
            "solaris",
            "windows",
            "zos");
    private static final Set<String> ARCHITECTURES = Set.of(
            "386",
            "amd64",
            "amd64p32",
            "arm",
            "armbe",
            "arm64",
            "arm64be",
            "ppc64",
            "ppc64le",
            "loong64",
            "mips",
            "mipsle",
            "mips64",
            "mips64le",
            "mips64p32",
            "mips64p32le",
            "ppc",
            "riscv",
            "riscv64",
            "s390",
            "s390x",
            "sparc",
            "sparc64",
            "wasm");

    /** Reads a platform as {@code --platform} takes it; null where it is none. */
    @CheckForNull
    static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length > 3) {
            return null;
        }
        int bracket = parts[0].indexOf('(');
        String os = bracket < 0 ? parts[0] : parts[0].substring(0, bracket);
        String version = bracket < 0 ? "" : parts[0].substring(bracket + 1);
        if (bracket >= 0) {
            if (!version.endsWith(")")) {
                return null;
            }
            version = version.substring(0, version.length() - 1);
        }
        if (!isWord(os, "_-")
                || !isVersion(version)
                || (parts.length > 1 && !isWord(parts[1], "_.-"))
                || (parts.length > 2 && !isWord(parts[2], "_.-"))) {
            return null;
        }
        os = os.toLowerCase(Locale.ROOT);
        os = os.equals("macos") ? "darwin" : os;
        if (parts.length > 1) {
            return withArchitecture(os, version, parts[1], parts.length > 2 ? parts[2] : "", parts.length > 2);
        }
        if (SYSTEMS.contains(os)) {
            return new Platform(os, version, "amd64", "");
        }
        Platform platform = withArchitecture("linux", "", parts[0], "", false);
        return ARCHITECTURES.contains(platform.architecture()) ? platform : null;
    }

    /**
     * Whether what is built for one platform runs on the other: system and architecture are the same, and so are the
     * variants where both tell one.
     */
    public static boolean areAlike(String one, String other) {
        Platform first = parse(one);
        Platform second = parse(other);
        return first != null
                && second != null
                && first.os.equals(second.os)
                && first.architecture.equals(second.architecture)
                && (first.variant.isEmpty() || second.variant.isEmpty() || first.variant.equals(second.variant));
    }

    private static Platform withArchitecture(
            String os, String version, String architecture, String variant, boolean variantGiven) {
        String arch = architecture.toLowerCase(Locale.ROOT);
        String kind = variant.toLowerCase(Locale.ROOT);
        switch (arch) {
            case "i386" -> {
                arch = "386";
                kind = "";
            }
            case "x86_64", "x86-64", "amd64" -> {
                arch = "amd64";
                kind = kind.equals("v1") ? "" : kind;
            }
            case "aarch64", "arm64" -> {
                arch = "arm64";
                kind = switch (kind) {
                    case "8", "v8", "v8.0" -> "";
                    case "9", "9.0", "v9.0" -> "v9";
                    default -> kind;
                };
            }
            case "armhf" -> {
                arch = "arm";
                kind = "v7";
            }
            case "armel" -> {
                arch = "arm";
                kind = "v6";
            }
            case "arm" ->
                kind = switch (kind) {
                    case "", "7" -> "v7";
                    case "5", "6", "8" -> "v" + kind;
                    default -> kind;
                };
            default -> {}
        }
        if (!variantGiven && arch.equals("arm") && kind.equals("v7")) {
            kind = "";
        }
        if (variantGiven && arch.equals("arm64") && kind.isEmpty()) {
            kind = "v8";
        }
        return new Platform(os, version, arch, kind);
    }

    private static boolean isWord(String text, String others) {
        return !text.isEmpty() && text.chars().allMatch(c -> isAlphanumeric(c) || others.indexOf(c) >= 0);
    }

    /** A version and features behind {@code +}; a percent sign stands before two hexadecimal digits. */
    private static boolean isVersion(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
                    return false;
                }
            } else if (c == '+') {
                if (i + 1 == text.length() || text.charAt(i + 1) == '+') {
                    return false;
                }
            } else if (!isAlphanumeric(c) && "_.-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** As the variables {@code BUILDPLATFORM} and {@code TARGETPLATFORM} tell it. */
    String format(boolean withVersion) {
        String system = withVersion && !osVersion.isEmpty() ? os + "(" + osVersion + ")" : os;
        return system + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
