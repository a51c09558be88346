package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/** The JSON form of an instruction: an array of strings. */
final class JsonStrings {

    private static final int MAX_DEPTH = 10_000;

    private final String source;
    private int position;

    private JsonStrings(String source) {
        this.source = source;
    }

    /**
     * The strings of an array.
     *
     * @return null where the text is no valid JSON array, and so is meant for a shell
     * @throws RefusedException where it is an array that holds something else than strings
     */
    @CheckForNull
    static List<String> read(String rest) throws RefusedException {
        String text = Characters.trimLeft(rest);
        return text.startsWith("[") ? new JsonStrings(text).array() : null;
    }

    @CheckForNull
    private List<String> array() throws RefusedException {
        List<String> strings = new ArrayList<>();
        boolean onlyStrings = true;
        position = 1;
        skipBlanks();
        if (peek() == ']') {
            position++;
        } else {
            while (true) {
                skipBlanks();
                if (peek() == '"') {
                    String string = string();
                    if (string == null) {
                        return null;
                    }
                    strings.add(string);
                } else {
                    onlyStrings = false;
                    if (!skipValue()) {
                        return null;
                    }
                }
                skipBlanks();
                char c = next();
                if (c == ']') {
                    break;
                }
                if (c != ',') {
                    return null;
                }
            }
        }
        skipBlanks();
        if (position < source.length()) {
            return null;
        }
        if (!onlyStrings) {
            throw new RefusedException("the JSON array holds more than strings; put every item in double quotes");
        }
        return strings;
    }

    /** Skips a value other than a string, objects and arrays within included, without recursion. */
    private boolean skipValue() {
        StringBuilder open = new StringBuilder();
        while (true) {
            skipBlanks();
            char c = peek();
            if (c == '[' || c == '{') {
                if (open.length() + 2 > MAX_DEPTH) {
                    return false;
                }
                position++;
                open.append(c);
                skipBlanks();
                if (peek() != (c == '[' ? ']' : '}')) {
                    if (c == '{' && !key()) {
                        return false;
                    }
                    continue;
                }
            } else if (!scalar(c)) {
                return false;
            }
            if (!close(open)) {
                return false;
            }
            if (open.isEmpty()) {
                return true;
            }
        }
    }

    /** Behind a value: closes what ends here and goes past the comma to the next value. */
    private boolean close(StringBuilder open) {
        while (!open.isEmpty()) {
            skipBlanks();
            char c = next();
            char opened = open.charAt(open.length() - 1);
            if (c == ',') {
                return opened == '[' || key();
            }
            if (c != (opened == '[' ? ']' : '}')) {
                return false;
            }
            open.setLength(open.length() - 1);
        }
        return true;
    }

    private boolean key() {
        skipBlanks();
        if (peek() != '"' || string() == null) {
            return false;
        }
        skipBlanks();
        return next() == ':';
    }

    private boolean scalar(char c) {
        if (c == '"') {
            return string() != null;
        }
        for (String literal : List.of("true", "false", "null")) {
            if (source.startsWith(literal, position)) {
                position += literal.length();
                return true;
            }
        }
        return number();
    }

    private boolean number() {
        int start = position;
        if (peek() == '-') {
            position++;
        }
        if (peek() == '0') {
            position++;
        } else if (digits() == 0) {
            return false;
        }
        if (peek() == '.') {
            position++;
            if (digits() == 0) {
                return false;
            }
        }
        if (peek() == 'e' || peek() == 'E') {
            position++;
            if (peek() == '+' || peek() == '-') {
                position++;
            }
            if (digits() == 0) {
                return false;
            }
        }
        return Double.isFinite(Double.parseDouble(source.substring(start, position)));
    }

    private int digits() {
        int start = position;
        while (peek() >= '0' && peek() <= '9') {
            position++;
        }
        return position - start;
    }

    @CheckForNull
    private String string() {
        StringBuilder text = new StringBuilder();
        position++;
        while (true) {
            char c = next();
            if (c == '"') {
                return text.toString();
            }
            if (c < ' ') {
                return null;
            }
            if (c != '\\') {
                text.append(c);
                continue;
            }
            int escaped = "\"\\/bfnrtu".indexOf(next());
            if (escaped < 0) {
                return null;
            }
            if (escaped < 8) {
                text.append("\"\\/\b\f\n\r\t".charAt(escaped));
                continue;
            }
            int unit = hex();
            if (unit < 0) {
                return null;
            }
            appendUnit(text, (char) unit);
        }
    }

    /** A surrogate that has no partner becomes the replacement character. */
    private void appendUnit(StringBuilder text, char unit) {
        if (Character.isHighSurrogate(unit) && source.startsWith("\\u", position)) {
            int mark = position;
            position += 2;
            int low = hex();
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
                text.append(unit).append((char) low);
                return;
            }
            position = mark;
        }
        text.append(Character.isSurrogate(unit) ? '\uFFFD' : unit);
    }

    private int hex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private void skipBlanks() {
        while (position < source.length() && " \t\r\n".indexOf(source.charAt(position)) >= 0) {
            position++;
        }
    }

    /** The character here, or NUL, which no JSON text holds outside a string and none may hold within. */
    private char peek() {
        return position < source.length() ? source.charAt(position) : 0;
    }

    private char next() {
        char c = peek();
        if (position < source.length()) {
            position++;
        }
        return c;
    }
}
