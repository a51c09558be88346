package io.jenkins.plugins.multistagebuild.step;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.page.StepFiles;
import io.jenkins.plugins.multistagebuild.report.ReportHtml;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.util.BuildListenerAdapter;

/** Brings report and logs of a step to the build's artifacts, wherever its artifact manager keeps those. */
final class Archive {

    private Archive() {}

    /** Archives what lies in a step's folder, and the report, and removes the folder. */
    static void fill(StepFiles files, Run<?, ?> run, TaskListener listener, byte[] json)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(files.folder().toPath());
        Files.write(folder.resolve("report.json"), json);
        Files.writeString(
                folder.resolve("report.html"),
                ReportHtml.page(ReportJson.read(json), files.pageFromArtifact()),
                StandardCharsets.UTF_8);
        Map<String, String> artifacts = new TreeMap<>();
        for (String path : List.of("report.json", "report.html")) {
            artifacts.put(files.artifact(path), path);
        }
        for (String log : logs(folder.resolve("stages"))) {
            artifacts.put(files.artifact("stages/" + log), "stages/" + log);
        }
        run.pickArtifactManager()
                .archive(
                        new FilePath(folder.toFile()),
                        new Launcher.LocalLauncher(listener),
                        BuildListenerAdapter.wrap(listener),
                        artifacts);
        new FilePath(folder.toFile()).deleteRecursive();
    }

    private static List<String> logs(Path stages) throws IOException {
        if (!Files.isDirectory(stages)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(stages)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .toList();
        }
    }
}
