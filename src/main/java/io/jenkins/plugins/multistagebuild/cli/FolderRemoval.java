package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Removes a folder with all that is in it; links are removed, not followed. */
final class FolderRemoval extends SimpleFileVisitor<Path> {

    private FolderRemoval() {}

    static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new FolderRemoval());
    }

    /** An unpacked context may bring folders from which nothing can be removed. */
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @CheckForNull IOException problem) throws IOException {
        Files.delete(folder);
        return FileVisitResult.CONTINUE;
    }
}
