package io.jenkins.plugins.multistagebuild.step;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import jenkins.MasterToSlaveFileCallable;

/** Writes a small file on the agent that only the agent's user may read. */
final class WriteFile extends MasterToSlaveFileCallable<Void> {

    private static final long serialVersionUID = 1L;

    private final byte[] content;

    WriteFile(byte[] content) {
        this.content = content.clone();
    }

    @Override
    public Void invoke(File file, VirtualChannel channel) throws IOException {
        Path path = file.toPath().toAbsolutePath();
        Files.createDirectories(Objects.requireNonNull(path.getParent(), "a file is in a folder"));
        Files.deleteIfExists(path);
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(path, content);
        return null;
    }
}
