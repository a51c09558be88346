package io.jenkins.plugins.multistagebuild.report;

/** Words in class names. */
final class Css {

    private Css() {}

    /** The word if it can be part of a class name, else {@code other}: reports may come from a file. */
    static String word(String word) {
        return word.matches("[a-z]{1,20}") ? word : "other";
    }
}
