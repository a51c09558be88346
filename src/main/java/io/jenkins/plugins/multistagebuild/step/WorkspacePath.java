package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.FormValidation;
import io.jenkins.plugins.multistagebuild.page.Texts;

/** Paths that a user names: relative to the current directory and never out of the workspace. */
final class WorkspacePath {

    private WorkspacePath() {}

    /** What is wrong with a path as text, in words; null where nothing is. */
    @CheckForNull
    static String problem(String field, String path) {
        String plain = path.replace('\\', '/');
        if (plain.startsWith("/") || plain.startsWith("~") || plain.matches("[A-Za-z]:.*")) {
            return field + " must be a path inside the workspace, relative to the current directory; '" + path
                    + "' is absolute";
        }
        int depth = 0;
        for (String part : plain.split("/")) {
            if (part.equals("..")) {
                depth--;
            } else if (!part.isEmpty() && !part.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return field + " must be a path inside the workspace, below the current directory; '" + path
                        + "' leads out of it";
            }
        }
        return null;
    }

    static FormValidation check(String field, String path) {
        String problem = problem(field, path.trim());
        return problem == null ? FormValidation.ok() : FormValidation.error(Texts.of("badPath", field, path));
    }
}
