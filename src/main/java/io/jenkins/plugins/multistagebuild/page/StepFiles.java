package io.jenkins.plugins.multistagebuild.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import jenkins.util.VirtualFile;

/** Where the files of a step lie: its report beside {@code build.xml}, its logs there too until they are archived. */
public final class StepFiles {

    private static final Logger LOGGER = Logger.getLogger(StepFiles.class.getName());

    /** The largest report that is read: 64 MiB. */
    private static final long MAX_REPORT_BYTES = 64L << 20;

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,250}");

    private final Run<?, ?> run;
    private final String id;

    /**
     * The files of a step.
     *
     * @param run the build
     * @param id what tells the step from others of its build
     */
    public StepFiles(Run<?, ?> run, String id) {
        this.run = run;
        this.id = id;
    }

    /** The folder on the controller that takes logs and reports while the step runs. */
    public File folder() {
        return new File(run.getRootDir(), MultiStageBuildAction.URL_NAME + "-" + id);
    }

    /** Where a file of that folder lies among the build's artifacts. */
    public String artifact(String path) {
        return MultiStageBuildAction.URL_NAME + "/" + id + "/" + path;
    }

    /** The step's part of the build's page, seen from an artifact that lies in the step's folder. */
    public String pageFromArtifact() {
        return "../../../" + MultiStageBuildAction.URL_NAME + "/step/" + id + "/";
    }

    private Path report() {
        return run.getRootDir().toPath().resolve(MultiStageBuildAction.URL_NAME + "-" + id + ".v1.json");
    }

    /** Keeps the report; whoever reads it meanwhile sees the old one or the new one. */
    public void writeReport(byte[] json) throws IOException {
        Path next = Files.createTempFile(run.getRootDir().toPath(), MultiStageBuildAction.URL_NAME, ".json");
        try {
            Files.write(next, json);
            Files.move(next, report(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /**
     * The reports beside a build's record, by step.
     *
     * @param folder the build's folder
     */
    static Map<String, Map<String, Object>> readReports(Path folder) throws IOException {
        Map<String, Map<String, Object>> reports = new TreeMap<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, MultiStageBuildAction.URL_NAME + "-*.v1.json")) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (Files.size(file) <= MAX_REPORT_BYTES) {
                    try {
                        reports.put(
                                name.substring(
                                        MultiStageBuildAction.URL_NAME.length() + 1,
                                        name.length() - ".v1.json".length()),
                                new ObjectMapper()
                                        .readValue(
                                                Files.readAllBytes(file), new TypeReference<Map<String, Object>>() {}));
                    } catch (JsonProcessingException e) {
                        LOGGER.log(Level.FINE, e, () -> file + " is no report");
                    }
                }
            }
        }
        return reports;
    }

    /** The report's JSON; null where there is none. */
    @CheckForNull
    public byte[] readReport() throws IOException {
        Path report = report();
        if (!Files.isRegularFile(report) || Files.size(report) > MAX_REPORT_BYTES) {
            return null;
        }
        return Files.readAllBytes(report);
    }

    /** A stage's log, from the controller while the step runs, from the artifacts afterwards; null where there is none. */
    @CheckForNull
    InputStream openLog(String name) throws IOException {
        if (!SAFE.matcher(name).matches()) {
            return null;
        }
        Path running = folder().toPath().resolve("stages").resolve(name);
        if (Files.isRegularFile(running)) {
            return Files.newInputStream(running);
        }
        VirtualFile archived = run.getArtifactManager().root().child(artifact("stages/" + name));
        return archived.isFile() ? archived.open() : null;
    }
}
