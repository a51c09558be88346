package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.BuildAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files that a command is to find. */
final class NewFiles {

    private NewFiles() {}

    /** Writes them, and makes the folders that they need. */
    static void write(List<BuildAction.NewFile> files) throws IOException {
        for (BuildAction.NewFile file : files) {
            Path path = Path.of(file.path());
            Files.createDirectories(path.getParent());
            Files.write(path, file.content());
        }
    }
}
