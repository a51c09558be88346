package io.jenkins.plugins.multistagebuild.dockerfile;

/** What stands behind a {@code $}: a name, or a name in braces with a modifier. */
final class Substitution {

    private static final int END = -1;

    private final WordLexer lexer;

    Substitution(WordLexer lexer) {
        this.lexer = lexer;
    }

    String read() throws RefusedException {
        lexer.next();
        if (lexer.peek() != '{') {
            String name = name();
            if (name.isEmpty()) {
                return "$";
            }
            String value = lexer.lookUp(name);
            if (value == null) {
                return lexer.keepsUnset() ? "$" + name : "";
            }
            return value;
        }
        lexer.next();
        int first = lexer.peek();
        if (first == END) {
            throw missingBrace();
        }
        if (first == '{' || first == '}' || first == ':') {
            throw new RefusedException("bad substitution ${" + (char) first + "; write ${NAME} or ${NAME:-default}");
        }
        return inBraces(name());
    }

    private String inBraces(String name) throws RefusedException {
        int modifier = lexer.next();
        switch (modifier) {
            case '}' -> {
                String value = lexer.lookUp(name);
                if (value == null) {
                    return lexer.keepsUnset() ? "${" + name + "}" : "";
                }
                return value;
            }
            case ':' -> {
                int second = lexer.next();
                if (second == '#' || second == '%') {
                    throw unsupported(":" + (char) second, name);
                }
                return withWord(name, ":" + text(second), second, true);
            }
            case '+', '-', '?', '#', '%' -> {
                return withWord(name, text(modifier), modifier, false);
            }
            case '/' -> {
                return replaced(name);
            }
            case END -> throw missingBrace();
            default -> throw unsupported(text(modifier), name);
        }
    }

    private String withWord(String name, String written, int modifier, boolean emptyIsUnset) throws RefusedException {
        String word = until('}', modifier == '#' || modifier == '%');
        String value = lexer.lookUp(name);
        if (value == null && lexer.keepsUnset()) {
            return "${" + name + written + word + "}";
        }
        boolean unset = value == null || (emptyIsUnset && value.isEmpty());
        return switch (modifier) {
            case '-' -> unset ? word : value;
            case '+' -> unset ? "" : word;
            case '?' -> {
                if (unset) {
                    String fault = value == null ? "is not allowed to be unset" : "is not allowed to be empty";
                    throw new RefusedException(name + ": " + (word.isEmpty() ? fault : word));
                }
                yield value;
            }
            case '#', '%' -> {
                boolean longest = !word.isEmpty() && word.charAt(0) == modifier;
                String pattern = longest ? word.substring(1) : word;
                String text = value == null ? "" : value;
                yield modifier == '#'
                        ? WildcardPattern.parse(pattern, lexer.variables()).withoutPrefix(text, longest)
                        : WildcardPattern.reversed(pattern, lexer.variables()).withoutSuffix(text, longest);
            }
            default -> throw unsupported(written, name);
        };
    }

    private String replaced(String name) throws RefusedException {
        boolean all = lexer.peek() == '/';
        if (all) {
            lexer.next();
        }
        String pattern = until('/', true);
        String replacement = until('}', true);
        String value = lexer.lookUp(name);
        if (value == null && lexer.keepsUnset()) {
            return "${" + name + "/" + pattern + "/" + replacement + "}";
        }
        return WildcardPattern.parse(pattern, lexer.variables()).replace(value == null ? "" : value, replacement, all);
    }

    private String until(char stop, boolean raw) throws RefusedException {
        try {
            return lexer.readUntil(stop, raw);
        } catch (RefusedException e) {
            if (lexer.atEnd() && stop == '}') {
                throw missingBrace();
            }
            throw e;
        }
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        int first = lexer.peek();
        if (first != END && Character.isDigit(first)) {
            while (!lexer.atEnd() && Character.isDigit(lexer.peek())) {
                name.appendCodePoint(lexer.next());
            }
            return name.toString();
        }
        if (first != END && "@*#?-$!".indexOf(first) >= 0) {
            return text(lexer.next());
        }
        while (!lexer.atEnd()) {
            int c = lexer.peek();
            if (!Character.isLetterOrDigit(c) && c != '_') {
                break;
            }
            name.appendCodePoint(lexer.next());
        }
        return name.toString();
    }

    private static String text(int c) {
        return c == END ? "" : Character.toString(c);
    }

    private static RefusedException missingBrace() {
        return new RefusedException("the closing } of a variable is missing");
    }

    private static RefusedException unsupported(String modifier, String name) {
        return new RefusedException("the modifier " + modifier + " of ${" + name
                + "…} is not supported; there are :- - :+ + :? ? # ## % %% / and //");
    }
}
