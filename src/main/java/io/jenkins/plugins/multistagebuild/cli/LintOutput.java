package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.graph.Lint;
import io.jenkins.plugins.multistagebuild.graph.Reading;
import io.jenkins.plugins.multistagebuild.report.Columns;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Tells findings, which keep nothing from being built unless the user wants them to. */
final class LintOutput {

    @Option(names = "--fail-on-lint", description = "Fail where the Dockerfile has a finding; nothing is built then.")
    private boolean failing;

    /** Tells the findings of a reading, one a line. */
    void print(PrintWriter err, Reading reading) {
        for (Lint lint : reading.lint()) {
            err.println(Columns.clean(lint.inFile(reading.graph().file())));
        }
        err.flush();
    }

    /** Why findings fail the command; null where there are none, or where they don't. */
    @CheckForNull
    Problem problem(Reading reading) {
        return failing ? reading.lintProblem() : null;
    }
}
