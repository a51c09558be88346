package io.jenkins.plugins.multistagebuild.step;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jenkins.MasterToSlaveFileCallable;

/** Makes a folder on the agent with links to all that is in others; of two of the same name, the first one counts. */
final class LinkFolder extends MasterToSlaveFileCallable<Void> {

    private static final long serialVersionUID = 1L;

    private final ArrayList<String> folders;
    private final String except;

    LinkFolder(List<String> folders, String except) {
        this.folders = new ArrayList<>(folders);
        this.except = except;
    }

    @Override
    public Void invoke(File file, VirtualChannel channel) throws IOException {
        Path own = Files.createDirectory(
                file.toPath(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String folder : folders) {
            for (Path entry : entries(folder)) {
                Path link = own.resolve(Objects.requireNonNull(entry.getFileName(), "an entry has a name"));
                if (!link.endsWith(except) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(link, entry.toAbsolutePath());
                }
            }
        }
        return null;
    }

    private static List<Path> entries(String folder) throws IOException {
        try {
            Path path = Path.of(folder);
            if (!Files.isDirectory(path) || !Files.isReadable(path)) {
                return List.of();
            }
            try (Stream<Path> entries = Files.list(path)) {
                return entries.toList();
            }
        } catch (InvalidPathException e) {
            return List.of();
        }
    }
}
