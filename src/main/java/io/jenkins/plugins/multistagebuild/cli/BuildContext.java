package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is sent to the engine: a folder. What docker takes besides, an archive or a Dockerfile on standard input or behind
 * a URL, or a Git repository, is made into one first, since the Dockerfile has to be read here too.
 *
 * @param folder the folder
 * @param made whether it was made for this run; file names are relative to it then
 * @param dockerfile the Dockerfile that came without a context; null where none did
 */
record BuildContext(Path folder, boolean made, @CheckForNull byte[] dockerfile) {

    private static final Duration CONNECT = Duration.ofSeconds(20);

    /** The context that an argument names. */
    static BuildContext of(String argument, TemporaryFolder temporary, InputStream in) throws InterruptedException {
        try {
            if (argument.equals("-")) {
                return ContextArchive.unpack(in, "standard input", temporary.newFolder("context"));
            } else if (isFolder(argument)) {
                return new BuildContext(Path.of(argument), false, null);
            } else if (GitContext.isRepository(argument)) {
                return new BuildContext(GitContext.fetch(argument, temporary.newFolder("context")), true, null);
            } else if (argument.startsWith("http://") || argument.startsWith("https://")) {
                return fetch(argument, temporary.newFolder("context"));
            }
        } catch (IOException e) {
            throw new TerminalException(ExitStatus.USAGE, argument + ": the context can't be had: " + e.getMessage());
        }
        throw new TerminalException(
                ExitStatus.USAGE,
                argument + ": "
                        + (isFile(argument)
                                ? "this is a file; give an archive on standard input, with - as CONTEXT"
                                : "no such folder to build in"));
    }

    private static BuildContext fetch(String url, Path folder) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT)
                .build();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException("the server answered with status " + response.statusCode());
                }
                return ContextArchive.unpack(body, url, folder);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("this is no URL: " + e.getMessage(), e);
        }
    }

    private static boolean isFolder(String argument) {
        try {
            return Files.isDirectory(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isFile(String argument) {
        try {
            return Files.exists(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
