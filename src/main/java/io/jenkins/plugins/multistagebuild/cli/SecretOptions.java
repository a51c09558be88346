package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.docker.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say what commands may see without its being left in the image. */
final class SecretOptions {

    @Option(
            names = "--secret",
            paramLabel = "id=ID,src=PATH|env=VAR",
            description = "A secret for RUN --mount=type=secret; repeatable.")
    private List<String> secrets = new ArrayList<>();

    @Option(names = "--ssh", paramLabel = "default|ID[=PATH]", description = "An SSH agent or key; repeatable.")
    private List<String> ssh = new ArrayList<>();

    List<String> secrets() {
        return secrets;
    }

    List<String> ssh() {
        return ssh;
    }

    /** What of it is not there, in words; none where all is. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (String text : secrets) {
            try {
                String problem = problem(SecretSource.parse(text));
                if (problem != null) {
                    problems.add("--secret " + text + ": " + problem);
                }
            } catch (IllegalArgumentException e) {
                problems.add("--secret " + text + ": " + e.getMessage());
            }
        }
        return problems;
    }

    private static String problem(SecretSource secret) {
        if (secret.variable() != null) {
            return System.getenv(secret.variable()) == null
                    ? "the environment has no variable " + secret.variable()
                    : null;
        }
        if (secret.path() == null && System.getenv(secret.id()) != null) {
            return null;
        }
        try {
            Path path = Path.of(secret.path() == null ? secret.id() : secret.path());
            if (!Files.exists(path)) {
                return "there is no file " + path;
            } else if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
                return path + " is no file that can be read";
            }
            return Files.size(path) > SecretSource.MAX_BYTES
                    ? path + " is larger than " + SecretSource.MAX_BYTES / 1024 + " KiB, which no engine takes"
                    : null;
        } catch (InvalidPathException | IOException e) {
            return "the file can't be read: " + e.getMessage();
        }
    }
}
