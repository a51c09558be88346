package io.jenkins.plugins.multistagebuild.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A context in a Git repository: {@code URL#ref:folder}, as docker takes it (BuildKit util/gitutil, buildx build/git.go).
 */
final class GitContext {

    private static final Pattern REPOSITORY =
            Pattern.compile("(?:git://|ssh://|git@|github\\.com/).*|https?://[^#]*\\.git(?:#.*)?", Pattern.DOTALL);
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

    private final Path folder;

    private GitContext(Path folder) {
        this.folder = folder;
    }

    /** Whether docker would take a text as a repository's URL. */
    static boolean isRepository(String argument) {
        return REPOSITORY.matcher(argument).matches();
    }

    /**
     * Makes a folder of a repository, without its history.
     *
     * @param folder an empty folder
     * @return the folder, or the one in it that the URL names
     */
    static Path fetch(String argument, Path folder) throws IOException, InterruptedException {
        String[] parts = argument.split("#", 2);
        String fragment = parts.length == 1 ? "" : parts[1];
        int colon = fragment.indexOf(':');
        String ref = colon < 0 ? fragment : fragment.substring(0, colon);
        String url = parts[0].startsWith("github.com/") ? "https://" + parts[0] : parts[0];
        new GitContext(folder).fetch(url, ref.isEmpty() ? "HEAD" : ref);
        return inside(folder, colon < 0 ? "" : fragment.substring(colon + 1));
    }

    private void fetch(String url, String ref) throws IOException, InterruptedException {
        if (ref.startsWith("-")) {
            throw new IOException("'" + ref + "' is no branch, tag or commit");
        }
        git("init", "--quiet");
        git("remote", "add", "--", "origin", url);
        try {
            git("fetch", "--quiet", "--depth=1", "origin", ref);
        } catch (IOException e) {
            if (!COMMIT.matcher(ref).matches()) {
                throw e;
            }
            // Not every server gives out a commit by its name; with the whole history it is at hand.
            git("fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*");
            git("update-ref", "FETCH_HEAD", ref);
        }
        git("checkout", "--quiet", "--detach", "FETCH_HEAD");
        git("submodule", "--quiet", "update", "--init", "--recursive", "--depth=1");
        FolderRemoval.remove(folder.resolve(".git"));
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        MachineCommand.run(
                command, Map.of("GIT_TERMINAL_PROMPT", "0", "GIT_ALLOW_PROTOCOL", "git:http:https:ssh"), null);
    }

    private static Path inside(Path folder, String named) throws IOException {
        Path root = folder.toRealPath();
        Path found = root.resolve(named.replaceFirst("^/+", "")).normalize();
        if (!Files.isDirectory(found) || !found.toRealPath().startsWith(root)) {
            throw new IOException("the repository has no folder '" + named + "'");
        }
        return found.toRealPath();
    }
}
