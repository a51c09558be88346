package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Why a build was ended before its time, in words for report and log. */
final class Abortion {

    private Abortion() {}

    static String words(@CheckForNull Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        return message == null || message.isBlank() ? "aborted" : "aborted: " + message;
    }
}
