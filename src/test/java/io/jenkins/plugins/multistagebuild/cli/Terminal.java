package io.jenkins.plugins.multistagebuild.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs the program in this process and keeps what it says. */
final class Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    int run(String... arguments) {
        try (EarlyAnswers early = EarlyAnswers.guess(arguments)) {
            CommandLine command = MultiStageBuild.commandLine(early);
            command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            command.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
            return command.execute(arguments);
        }
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
