package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.report.Columns;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.CommandSpec;

/** A Dockerfile that can't be read or that is wrong; told as JSON where JSON was asked for. */
final class WrongDockerfile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitStatus;
    private final transient List<Problem> problems;

    WrongDockerfile(List<Problem> problems) {
        this(ExitStatus.USAGE, problems);
    }

    WrongDockerfile(int exitStatus, List<Problem> problems) {
        super(problems.get(0).toString());
        this.exitStatus = exitStatus;
        this.problems = List.copyOf(problems);
    }

    /** Runs a command, and tells all that is wrong with its Dockerfile. */
    static int told(CommandSpec spec, OutputFormat format, IntSupplier command) {
        try {
            return command.getAsInt();
        } catch (WrongDockerfile wrong) {
            PrintWriter err = spec.commandLine().getErr();
            wrong.problems.forEach(problem -> err.println(Columns.clean(problem.toString())));
            err.flush();
            if (format == OutputFormat.JSON) {
                JsonOutput.print(spec.commandLine().getOut(), JsonOutput.error(wrong.problems));
            }
            return wrong.exitStatus;
        } catch (TerminalException ended) {
            if (format == OutputFormat.JSON) {
                JsonOutput.print(
                        spec.commandLine().getOut(),
                        JsonOutput.error(List.of(new Problem("", 0, 0, String.join("; ", ended.lines())))));
            }
            throw ended;
        }
    }
}
