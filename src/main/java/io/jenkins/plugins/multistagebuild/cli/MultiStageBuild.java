package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
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

    private final EarlyAnswers early;

    private MultiStageBuild(EarlyAnswers early) {
        this.early = early;
    }

    /** Runs the program and ends the process with its exit status. It writes UTF-8 whatever the locale, as JSON has to be. */
    public static void main(String[] arguments) {
        int exitStatus;
        try (EarlyAnswers early = EarlyAnswers.guess(arguments)) {
            exitStatus = run(early, arguments);
        }
        System.exit(exitStatus);
    }

    private static int run(EarlyAnswers early, String... arguments) {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        CommandLine command = commandLine(early)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return command.execute(arguments);
    }

    /**
     * The command line with its rules for messages and exit statuses.
     *
     * @param early what has been asked already
     */
    static CommandLine commandLine(EarlyAnswers early) {
        return new CommandLine(new MultiStageBuild(early))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(new UsageMessage())
                .setExecutionExceptionHandler(MultiStageBuild::tell);
    }

    EarlyAnswers early() {
        return early;
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
        if (problem instanceof InvalidPathException path) {
            command.getErr()
                    .println("the path " + Quoted.text(path.getInput())
                            + " is not possible here; if it has letters beyond ASCII, set LC_ALL=C.UTF-8");
            command.getErr().flush();
            return ExitStatus.USAGE;
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
