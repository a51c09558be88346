package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Directives that stand in comments above an instruction instead of at the top of the file. */
public final class Directive {

    private Directive() {}

    /** The options of {@code check=…} in a comment, up to the first blank; null where it holds none. */
    @CheckForNull
    public static String check(String comment) {
        String[] directive = Directives.split(comment);
        if (directive == null || !directive[0].equals("check")) {
            return null;
        }
        return Directives.firstWord(directive[1]);
    }
}
