package io.jenkins.plugins.multistagebuild.cli;

/**
 * Colours of a terminal, or none.
 *
 * @param coloured whether there are colours
 */
record Ink(boolean coloured) {

    String bold(String text) {
        return in("1", text);
    }

    String dim(String text) {
        return in("2", text);
    }

    /** What lies on the critical path. */
    String critical(String text) {
        return in("36;1", text);
    }

    private String in(String style, String text) {
        return coloured ? "\u001B[" + style + "m" + text + "\u001B[0m" : text;
    }
}
