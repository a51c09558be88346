package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Dockerfile as the command line names it: a path, or {@code -} for standard input; without one the file
 * {@code Dockerfile} in the context, as docker does.
 *
 * @param name as messages call it
 * @param path where it is; null for standard input
 * @param text its bytes
 */
record DockerfileSource(String name, @CheckForNull Path path, byte[] text) {

    /** More is never a Dockerfile; the limit keeps a mistaken path from filling the memory. */
    private static final int LIMIT = 16 * 1024 * 1024;
    /** Of what has a meaning in a pattern nothing. */
    private static final Pattern PLAIN = Pattern.compile("[^*?\\[\\]\\\\\\p{Cntrl}]*\\S");

    static DockerfileSource read(@CheckForNull String file, BuildContext context, InputStream in) {
        if ("-".equals(file)) {
            try {
                return new DockerfileSource("Dockerfile", null, bounded(in, "standard input"));
            } catch (IOException e) {
                throw unreadable("standard input", "it can't be read: " + e.getMessage());
            }
        }
        if (file != null && file.isEmpty()) {
            return read(null, context, in);
        }
        if (context.dockerfile() != null && file == null) {
            return new DockerfileSource("Dockerfile", null, context.dockerfile());
        }
        if (context.made()) {
            return inside(context.folder(), file == null ? usual(context.folder()) : file);
        }
        Path path = file == null ? context.folder().resolve(usual(context.folder())) : path(file);
        return new DockerfileSource(path.toString(), path, read(path));
    }

    /**
     * The same in a place of its own, if need be, beside a file that says what is not in the context. The folder of reports is
     * not: each run changes it, so that no {@code COPY .} could come from the cache. Of an archive or a repository all is, as
     * with docker. The classic builder does not look for such a file.
     */
    DockerfileSource ignoring(Path reports, BuildContext context, TemporaryFolder temporary) throws IOException {
        if (context.dockerfile() != null) {
            return this;
        } else if (context.made()) {
            return beside("# all of it\n", temporary);
        }
        Path folder = context.folder().toAbsolutePath().normalize();
        Path left = reports.toAbsolutePath().normalize();
        String pattern = "/" + folder.relativize(left);
        if (left.equals(folder)
                || !left.startsWith(folder)
                || !PLAIN.matcher(pattern).matches()) {
            return this;
        }
        byte[] own = ignore();
        byte[] ignore = own == null ? contentOf(folder.resolve(".dockerignore")) : own;
        String rest = ignore == null ? "" : new String(ignore, StandardCharsets.UTF_8) + "\n";
        return beside(rest + pattern + "\n", temporary);
    }

    private DockerfileSource beside(String ignore, TemporaryFolder temporary) throws IOException {
        Path copy = temporary
                .newFolder("dockerfile")
                .resolve(path == null ? "Dockerfile" : path.getFileName().toString());
        Files.write(copy, text);
        Files.writeString(beside(copy), ignore);
        return new DockerfileSource(name, copy, text);
    }

    /** What a file beside the Dockerfile leaves out of the context; null where there is none, or it can't be read. */
    @CheckForNull
    byte[] ignore() {
        return path == null ? null : contentOf(beside(path));
    }

    private static Path beside(Path dockerfile) {
        return dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
    }

    @CheckForNull
    private static byte[] contentOf(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** BuildKit takes {@code dockerfile} where there is no {@code Dockerfile} (frontend/dockerui, moby issue 10858). */
    private static String usual(Path folder) {
        boolean small =
                !Files.exists(folder.resolve("Dockerfile")) && Files.isRegularFile(folder.resolve("dockerfile"));
        return small ? "dockerfile" : "Dockerfile";
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw unreadable(
                    file, "this path is not possible here; if it has letters beyond ASCII, set LC_ALL=C.UTF-8");
        }
    }

    /** A context from elsewhere must not lead to files of this machine. */
    private static DockerfileSource inside(Path folder, String file) {
        try {
            Path root = folder.toRealPath();
            Path path = root.resolve(file).normalize();
            if (!path.startsWith(root)
                    || Files.exists(path) && !path.toRealPath().startsWith(root)) {
                throw unreadable(file, "it leads out of the context");
            } else if (!Files.exists(path)) {
                throw unreadable(file, "the context has no such file; name the Dockerfile in it with -f");
            }
            return new DockerfileSource(file, path, read(path));
        } catch (IOException e) {
            throw unreadable(file, "it can't be read: " + e.getMessage());
        }
    }

    private static byte[] read(Path path) {
        if (Files.isDirectory(path)) {
            throw unreadable(path.toString(), "this is a folder; name the file in it with -f");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return bounded(in, path.toString());
        } catch (NoSuchFileException e) {
            throw unreadable(path.toString(), "no such file; name the Dockerfile with -f, or its folder as CONTEXT");
        } catch (AccessDeniedException e) {
            throw unreadable(path.toString(), "no permission to read it");
        } catch (FileSystemException e) {
            throw unreadable(path.toString(), "it can't be read: " + e.getReason());
        } catch (IOException e) {
            throw unreadable(path.toString(), "it can't be read: " + e.getMessage());
        }
    }

    private static byte[] bounded(InputStream in, String name) throws IOException {
        byte[] text = in.readNBytes(LIMIT + 1);
        if (text.length > LIMIT) {
            throw unreadable(name, "over " + LIMIT / (1024 * 1024) + " MiB: that is no Dockerfile");
        }
        return text;
    }

    private static WrongDockerfile unreadable(String name, String message) {
        return new WrongDockerfile(List.of(new Problem(name, 0, 0, message)));
    }
}
