package io.jenkins.plugins.multistagebuild.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the report of a build. */
@Command(name = "report", description = "Shows the report of a build.", mixinStandardHelpOptions = true)
final class ReportSubcommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return 0;
    }
}
