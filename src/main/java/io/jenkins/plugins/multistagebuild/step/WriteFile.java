package io.jenkins.plugins.multistagebuild.step;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import jenkins.MasterToSlaveFileCallable;

/** Writes a small file on the agent. */
final class WriteFile extends MasterToSlaveFileCallable<Void> {

    private static final long serialVersionUID = 1L;

    private final byte[] content;

    WriteFile(byte[] content) {
        this.content = content.clone();
    }

    @Override
    public Void invoke(File file, VirtualChannel channel) throws IOException {
        Files.write(file.toPath(), content);
        return null;
    }
}
