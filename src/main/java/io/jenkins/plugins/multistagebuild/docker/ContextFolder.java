package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A context's folder on disk, gone through in the order in which docker's client packs it. No symbolic link is followed. */
final class ContextFolder {

    private static final String FACTS = "unix:mode,dev,ino,nlink,size,lastModifiedTime";
    private static final int TYPE = 0170000;
    /** What stands for bytes that are no letters in this machine's encoding: such a file can't be opened by its name. */
    private static final char UNREADABLE = '\uFFFD';

    private final Path root;
    private final IgnoreRules rules;
    private final ContextSelection selection;

    ContextFolder(Path root, IgnoreRules rules, ContextSelection selection) {
        this.root = root;
        this.rules = rules;
        this.selection = selection;
    }

    /** What is in a context. */
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        /** Docker's client leaves it out. */
        SOCKET,
        /** A device or a pipe. */
        OTHER
    }

    /**
     * Something that is taken.
     *
     * @param path from the context's folder on
     * @param file where it is
     * @param facts its attributes
     * @param matched whether a wildcard matches it, so that the engine follows it
     */
    record Item(String path, Path file, Map<String, Object> facts, boolean matched) {

        Kind kind() {
            return switch ((Integer) facts.get("mode") & TYPE) {
                case 0100000 -> Kind.FILE;
                case 0040000 -> Kind.FOLDER;
                case 0120000 -> Kind.LINK;
                case 0140000 -> Kind.SOCKET;
                default -> Kind.OTHER;
            };
        }

        int mode() {
            return (Integer) facts.get("mode") & 07777;
        }

        long size() {
            return kind() == Kind.FILE ? (Long) facts.get("size") : 0;
        }

        long seconds() {
            return ((FileTime) facts.get("lastModifiedTime")).to(TimeUnit.SECONDS);
        }

        boolean isLinked() {
            return kind() != Kind.FOLDER && ((Number) facts.get("nlink")).longValue() > 1;
        }

        /** The same for all names of a file. */
        String identity() {
            return facts.get("dev") + ":" + facts.get("ino");
        }
    }

    /** Takes what is found. */
    interface Visitor {
        void visit(Item item) throws IOException;
    }

    /** Goes through all that is taken and not left out. */
    void walk(Visitor visitor) throws IOException {
        walk(root, "", null, false, visitor);
    }

    private void walk(
            Path folder, String above, @CheckForNull IgnoreRules.Finding aboveFound, boolean all, Visitor visitor)
            throws IOException {
        for (String name : names(folder)) {
            String path = above + name;
            ContextSelection.Share share = all ? ContextSelection.Share.TAKEN : selection.share(path);
            if (share == ContextSelection.Share.NONE) {
                continue;
            }
            IgnoreRules.Finding found = rules.find(path, aboveFound);
            Path file = folder.resolve(name);
            Map<String, Object> facts = Files.readAttributes(file, FACTS, LinkOption.NOFOLLOW_LINKS);
            Item item = new Item(path, file, facts, share == ContextSelection.Share.MATCHED);
            boolean isFolder = item.kind() == Kind.FOLDER;
            boolean isTaken = isFolder || share != ContextSelection.Share.WAY;
            if (isTaken && !found.leftOut()) {
                visitor.visit(item);
            }
            if (isFolder && (!found.leftOut() || rules.mayKeepBelow(path))) {
                walk(file, path + "/", found, share != ContextSelection.Share.WAY, visitor);
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            throw new IOException(folder + " is on a file system that tells no modes");
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.indexOf(UNREADABLE) >= 0) {
                    throw new IOException(file + " has a name that can't be read here");
                }
                names.add(name);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }
}
