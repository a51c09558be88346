package io.jenkins.plugins.multistagebuild.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The terminal program {@code multi-stage-build}. */
@Command(
        name = "multi-stage-build",
        description = "Builds multi-stage Dockerfiles: stages in parallel, a log for each, and a report.",
        mixinStandardHelpOptions = true,
        versionProvider = MultiStageBuild.Version.class,
        subcommands = {PlanSubcommand.class, BuildSubcommand.class, ReportSubcommand.class})
public final class MultiStageBuild implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs the program and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line with its rules for messages and exit statuses. */
    static CommandLine commandLine() {
        return new CommandLine(new MultiStageBuild())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(new UsageMessage())
                .setExecutionExceptionHandler(MultiStageBuild::tell);
    }

    /** Without a subcommand there is nothing to do: the usage is shown. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "no command given");
    }

    private static int tell(Exception problem, CommandLine command, ParseResult arguments) throws Exception {
        if (problem instanceof TerminalException told) {
            PrintWriter err = command.getErr();
            told.lines().forEach(err::println);
            err.flush();
            return told.exitStatus();
        }
        throw problem;
    }

    /** Tells the version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = MultiStageBuild.class.getPackage().getImplementationVersion();
            return new String[] {"multi-stage-build " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
