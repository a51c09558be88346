package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.report.BuildReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the report of a build. */
@Command(name = "report", description = "Shows the report of a build.", mixinStandardHelpOptions = true)
final class ReportSubcommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "text|json|html",
            defaultValue = "text",
            description = "Form of the output. Default: text.")
    private OutputFormat format;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "multi-stage-build",
            description = "The folder that 'build --output' left. Default: multi-stage-build.")
    private Path folder;

    @Option(
            names = "--compare",
            paramLabel = "REPORT",
            description = "An earlier report to compare with: the folder of an earlier build, or its report.json.")
    private Path earlier;

    @Override
    public Integer call() {
        BuildReport report = ReportFolder.read(folder);
        if (earlier != null) {
            report = report.comparedWith(ReportFolder.read(earlier));
        }
        ReportOutput.print(report, format, spec.commandLine().getOut());
        if (Instant.parse(report.startedAt()).isAfter(Instant.now())) {
            spec.commandLine()
                    .getErr()
                    .println("the report says that its build began in the future, on " + report.startedAt()
                            + ": the clock there or here is wrong");
            spec.commandLine().getErr().flush();
        }
        return ExitStatus.DONE;
    }
}
