package io.jenkins.plugins.multistagebuild.docker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What of a context COPY and ADD can take, written as an archive as docker's client would pack it. The Dockerfile comes last: an
 * archive that ends early is no context to the engine.
 */
final class PartialContext {

    private static final String IGNORE = ".dockerignore";
    private static final int MOST_ROUNDS = 20;
    private static final int LARGEST_IGNORE = 4 * 1024 * 1024;

    private final Path root;
    private final byte[] dockerfile;
    private final byte[] ignore;
    private final IgnoreRules rules;
    private final ContextSelection selection;
    private final ContextFolder folder;

    /** Name of the Dockerfile in the archive. */
    private String name = ContextCommand.DOCKERFILE;
    /** Whether the file that says what is left out is taken itself. */
    private boolean ignoreTaken;
    /** What that file says besides, to hide the Dockerfile. */
    private String hiding = "";

    private PartialContext(ContextCommand what, byte[] ignore, IgnoreRules rules) throws IOException {
        this.root = Path.of(what.folder()).toRealPath();
        this.dockerfile = Files.readAllBytes(Path.of(what.dockerfile()));
        this.ignore = ignore;
        this.rules = rules;
        this.selection = new ContextSelection(root, what.sources());
        this.folder = new ContextFolder(root, rules, selection);
    }

    /**
     * Looks at a context; empty where something about it is better left to docker's client, which then sends all.
     *
     * @throws IOException if something can't be read, which that client can tell as well
     */
    static Optional<PartialContext> of(ContextCommand what) throws IOException {
        Path file = Path.of(what.folder()).resolve(IGNORE);
        byte[] ignore = Files.exists(file) ? bounded(file) : new byte[0];
        Optional<IgnoreRules> rules = IgnoreRules.read(ignore);
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        PartialContext context = new PartialContext(what, ignore, rules.get());
        return context.isUsual() ? Optional.of(context) : Optional.empty();
    }

    private static byte[] bounded(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST_IGNORE + 1);
            if (content.length > LARGEST_IGNORE) {
                throw new IOException(file + " is too large");
            }
            return content;
        }
    }

    /** Name of the Dockerfile in the archive. */
    String dockerfile() {
        return name;
    }

    /** Finds all that links lead to, and whether there is nothing but files, folders and links. */
    private boolean isUsual() throws IOException {
        boolean[] more = {true};
        boolean[] usual = {true};
        for (int round = 0; more[0] && usual[0]; round++) {
            more[0] = false;
            usual[0] = round < MOST_ROUNDS;
            folder.walk(item -> {
                usual[0] &= item.kind() != ContextFolder.Kind.OTHER;
                ignoreTaken |= item.path().equals(IGNORE);
                if (item.kind() == ContextFolder.Kind.LINK && item.matched()) {
                    more[0] |= selection.follow(item.path());
                }
            });
        }
        hide();
        return usual[0];
    }

    /** COPY of the whole context must not see the Dockerfile, which is not the user's. */
    private void hide() {
        boolean visible = selection.share(name).compareTo(ContextSelection.Share.WAY) > 0;
        if (visible && ignoreTaken) {
            // The engine removes a Dockerfile that the rules leave out: then they need no word more.
            Optional<String> free = rules.freeName(IGNORE);
            name = free.orElse(name);
            hiding = free.isPresent() ? "" : "\n" + name + "\n";
        } else if (visible) {
            hiding = IGNORE + "\n" + name + "\n";
        }
    }

    /** Writes the archive; it is whole only if this returns. */
    void writeTo(OutputStream out) throws IOException {
        TarWriter tar = new TarWriter(out);
        // The client knows an archive by its first header, which must not be one of records.
        tar.write(new TarWriter.Entry(TarWriter.Kind.FILE, name, "", 0600, 0, 0));
        Map<String, String> names = new HashMap<>();
        folder.walk(item -> write(tar, item, names));
        if (!hiding.isEmpty() && !ignoreTaken) {
            write(tar, IGNORE, hiding.getBytes(StandardCharsets.UTF_8), 0600, 0);
        }
        write(tar, name, dockerfile, 0600, 0);
        tar.end();
    }

    private void write(TarWriter tar, ContextFolder.Item item, Map<String, String> names) throws IOException {
        ContextFolder.Kind kind = item.kind();
        if (kind == ContextFolder.Kind.SOCKET) {
            return;
        } else if (kind == ContextFolder.Kind.OTHER) {
            throw new IOException(item.path() + " became something else while the context was read");
        } else if (item.path().equals(IGNORE) && !hiding.isEmpty()) {
            byte[] content =
                    (new String(ignore, StandardCharsets.ISO_8859_1) + hiding).getBytes(StandardCharsets.ISO_8859_1);
            write(tar, IGNORE, content, item.mode(), item.seconds());
            return;
        }
        String first = item.isLinked() ? names.putIfAbsent(item.identity(), item.path()) : null;
        if (first != null) {
            tar.write(entry(TarWriter.Kind.HARD_LINK, item, item.path(), first, 0));
        } else if (kind == ContextFolder.Kind.LINK) {
            String target = Files.readSymbolicLink(item.file()).toString();
            tar.write(entry(TarWriter.Kind.SYMBOLIC_LINK, item, item.path(), target, 0));
        } else if (kind == ContextFolder.Kind.FOLDER) {
            tar.write(entry(TarWriter.Kind.FOLDER, item, item.path() + "/", "", 0));
        } else {
            try (InputStream in = Files.newInputStream(item.file(), LinkOption.NOFOLLOW_LINKS)) {
                tar.write(entry(TarWriter.Kind.FILE, item, item.path(), "", item.size()), in);
            }
        }
    }

    private static TarWriter.Entry entry(
            TarWriter.Kind kind, ContextFolder.Item item, String path, String link, long size) {
        return new TarWriter.Entry(kind, path, link, item.mode(), size, item.seconds());
    }

    private static void write(TarWriter tar, String path, byte[] content, int mode, long seconds) throws IOException {
        tar.write(
                new TarWriter.Entry(TarWriter.Kind.FILE, path, "", mode, content.length, seconds),
                new ByteArrayInputStream(content));
    }
}
