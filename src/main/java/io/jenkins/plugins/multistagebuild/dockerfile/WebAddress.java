package io.jenkins.plugins.multistagebuild.dockerfile;

/**
 * Whether a text is an address in the eyes of Go's {@code net/url}, which the frontend asks: what it refuses is no Git
 * source.
 */
final class WebAddress {

    private static final String IN_HOST = "-_.~!$&'()*+,;=:[]<>\"";
    private static final String IN_USER = "-._:~!$&'()*+,;=%@";

    private WebAddress() {}

    /**
     * Whether the text is one.
     *
     * @param start where the text goes on behind {@code ://}
     */
    static boolean isOne(String text, int start) {
        int hash = text.indexOf('#', start);
        String plain = hash < 0 ? text : text.substring(0, hash);
        if (plain.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            return false;
        }
        int question = plain.indexOf('?', start);
        String rest = plain.substring(start, question < 0 ? plain.length() : question);
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        int at = authority.lastIndexOf('@');
        return (at < 0 || isUser(authority.substring(0, at)))
                && isHost(authority.substring(at + 1))
                && (slash < 0 || isEscaped(rest.substring(slash)))
                && (hash < 0 || isEscaped(text.substring(hash + 1)));
    }

    private static boolean isUser(String user) {
        return user.chars().allMatch(c -> isAlphanumeric(c) || IN_USER.indexOf(c) >= 0) && isEscaped(user);
    }

    private static boolean isHost(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : Math.max(0, host.indexOf(':'));
        String port = host.startsWith("[") || host.indexOf(':') >= 0 ? host.substring(end) : "";
        boolean bracketed = host.startsWith("[") ? end > 0 : host.indexOf('[') < 0 && host.indexOf(']') < 0;
        boolean known =
                host.chars().allMatch(c -> c >= 0x80 || c == '%' || isAlphanumeric(c) || IN_HOST.indexOf(c) >= 0);
        return bracketed && known && port.matches("(:[0-9]*)?") && isEscaped(host) && !hidesAscii(host);
    }

    /** In a host only letters beyond ASCII may be written with a percent sign, and the percent sign itself. */
    private static boolean hidesAscii(String host) {
        for (int i = host.indexOf('%'); i >= 0; i = host.indexOf('%', i + 1)) {
            if (host.charAt(i + 1) < '8' && !host.startsWith("%25", i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether every percent sign has two hexadecimal digits behind it. */
    private static boolean isEscaped(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 >= text.length() || !isHexadecimal(text.charAt(i + 1)) || !isHexadecimal(text.charAt(i + 2))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexadecimal(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
