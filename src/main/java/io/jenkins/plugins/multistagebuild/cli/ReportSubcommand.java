package io.jenkins.plugins.multistagebuild.cli;

import java.nio.file.Path;
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

    @Override
    public Integer call() {
        ReportOutput.print(ReportFolder.read(folder), format, spec.commandLine().getOut());
        return ExitStatus.DONE;
    }
}
