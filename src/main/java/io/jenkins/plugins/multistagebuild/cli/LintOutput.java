package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.graph.Lint;
import io.jenkins.plugins.multistagebuild.report.Columns;
import java.io.PrintWriter;
import java.util.List;

/** Tells findings that keep nothing from being built. */
final class LintOutput {

    private LintOutput() {}

    static void print(PrintWriter err, String file, List<Lint> findings) {
        for (Lint lint : findings) {
            err.println(
                    Columns.clean(file + ":" + lint.line() + ": warning: " + lint.text() + " [" + lint.rule() + "]"));
        }
        err.flush();
    }
}
