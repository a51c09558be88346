package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.ReportHtml;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The folder that a build leaves: its report in two forms, and the stages' logs. */
final class ReportFolder {

    private final Path path;

    private ReportFolder(Path path) {
        this.path = path;
    }

    /** A folder to write to; it is made. */
    static ReportFolder create(Path path) throws IOException {
        return new ReportFolder(Files.createDirectories(path));
    }

    /** The report of an earlier build: a folder that one left, or the report in it. */
    static BuildReport read(Path path) {
        Path file = Files.isRegularFile(path) ? path : path.resolve("report.json");
        try {
            return ReportJson.read(file);
        } catch (NoSuchFileException e) {
            throw new TerminalException(
                    ExitStatus.USAGE, file + ": no such file; name the folder that 'build --output' left");
        } catch (IOException e) {
            throw new TerminalException(ExitStatus.USAGE, file + ": " + e.getMessage());
        }
    }

    /** The report that an earlier build left in a folder; null where none did, or it can't be read. */
    @CheckForNull
    static BuildReport last(Path path) {
        try {
            return ReportJson.read(path.resolve("report.json"));
        } catch (IOException e) {
            return null;
        }
    }

    /** Where the stages' logs are. */
    Path stages() {
        return path.resolve("stages");
    }

    /** The report for a browser. */
    Path html() {
        return path.resolve("report.html");
    }

    void write(BuildReport report) throws IOException {
        ReportJson.write(report, path.resolve("report.json"));
        Files.writeString(html(), ReportHtml.page(report));
    }
}
