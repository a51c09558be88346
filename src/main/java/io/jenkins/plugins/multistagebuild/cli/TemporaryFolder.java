package io.jenkins.plugins.multistagebuild.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for one run, which goes with its content when the run ends. */
final class TemporaryFolder implements AutoCloseable {

    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    static TemporaryFolder create() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("multi-stage-build-"));
    }

    String path() {
        return path.toString();
    }

    /** Makes a folder in it. */
    Path newFolder(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    /** Writes a file and tells its path. */
    String write(String name, byte[] content) throws IOException {
        return Files.write(path.resolve(name), content).toString();
    }

    @Override
    public void close() throws IOException {
        FolderRemoval.remove(path);
    }
}
