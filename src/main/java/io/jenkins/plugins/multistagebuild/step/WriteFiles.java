package io.jenkins.plugins.multistagebuild.step;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import jenkins.MasterToSlaveFileCallable;

/** Writes files below a folder, as {@link WriteFile} does each, with one call to the agent. */
final class WriteFiles extends MasterToSlaveFileCallable<Void> {

    private static final long serialVersionUID = 1L;

    private final HashMap<String, byte[]> files;

    /**
     * Files to be written.
     *
     * @param files their contents by their paths from the folder on, or absolute ones
     */
    WriteFiles(Map<String, byte[]> files) {
        this.files = new HashMap<>(files);
    }

    @Override
    public Void invoke(File folder, VirtualChannel channel) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            new WriteFile(file.getValue())
                    .invoke(folder.toPath().resolve(file.getKey()).toFile(), channel);
        }
        return null;
    }
}
