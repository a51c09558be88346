package io.jenkins.plugins.multistagebuild.cli;

/** Text of a file or an engine, made fit for a terminal. */
final class TerminalText {

    private TerminalText() {}

    /** The text with every control character made visible, so that it can't steer the terminal. */
    static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
