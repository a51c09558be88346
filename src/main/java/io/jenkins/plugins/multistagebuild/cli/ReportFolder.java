package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** The folder that a build leaves: its report and the stages' logs. */
final class ReportFolder {

    private final Path path;

    private ReportFolder(Path path) {
        this.path = path;
    }

    static ReportFolder create(Path path) throws IOException {
        return new ReportFolder(Files.createDirectories(path));
    }

    Path stages() {
        return path.resolve("stages");
    }

    void write(StageGraph graph, Outcome outcome) throws IOException {}

    void tell(StageGraph graph, Outcome outcome, OutputFormat format, CommandLine command) throws IOException {
        command.getOut().println(outcome);
        command.getOut().flush();
    }
}
