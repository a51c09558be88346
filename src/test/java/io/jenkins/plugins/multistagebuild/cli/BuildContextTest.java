package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.NeedsProgram;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Contexts that are no folder: archives, a Dockerfile on standard input, URLs, repositories. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class BuildContextTest {

    private static final String FILE =
            """
            FROM busybox:1.36 AS words
            COPY word.txt /word.txt
            FROM busybox:1.36 AS app
            COPY --from=words /word.txt /word.txt
            RUN echo the word is $(cat /word.txt)
            """;

    @TempDir
    private Path folder;

    private final String word = UUID.randomUUID().toString();
    private final Terminal terminal = new Terminal();
    private final InputStream usual = System.in;
    private Path sources;

    @BeforeEach
    void makeSources() throws IOException {
        sources = Files.createDirectory(folder.resolve("sources"));
        Files.writeString(sources.resolve("Dockerfile"), FILE);
        Files.writeString(sources.resolve("word.txt"), word);
    }

    @AfterEach
    void giveBackStandardInput() {
        System.setIn(usual);
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void anArchiveOnStandardInputIsBuiltAsAFolderWouldBe(Flavour flavour) throws Exception {
        System.setIn(new ByteArrayInputStream(archive("--gzip", sources)));

        assertThat(build(flavour, "-")).isZero();

        assertThat(Files.readString(folder.resolve("out/stages/1-app.log"))).contains("the word is " + word);
    }

    /** As docker does: what an archive should not have is left out when it is made. */
    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT})
    @EnumSource(names = {"BUILDX", "BUILDKIT"})
    void allOfAnArchiveIsInTheContextWithItsPermissions(Flavour flavour) throws Exception {
        Files.writeString(sources.resolve(".dockerignore"), "word.txt\n");
        Files.writeString(sources.resolve("Dockerfile"), FILE + "COPY . /all\nRUN stat -c '%n %a' /all/*\n");
        Files.setPosixFilePermissions(sources.resolve("word.txt"), PosixFilePermissions.fromString("rwxrwxrwx"));
        System.setIn(new ByteArrayInputStream(archive("--gzip", sources)));

        assertThat(build(flavour, "-")).isZero();

        assertThat(Files.readString(folder.resolve("out/stages/1-app.log")))
                .contains("the word is " + word)
                .contains("/all/word.txt 777");
    }

    @ParameterizedTest
    @CsvSource({"--format=posix", "--gzip", "--bzip2", "--xz"})
    void everyCompressionIsFoundByItself(String compression) throws Exception {
        System.setIn(new ByteArrayInputStream(archive(compression, sources)));

        assertThat(terminal.run("plan", "-")).isZero();

        assertThat(terminal.out()).contains("Dockerfile: 2 of 2 stages needed for app");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void theDockerfileOfAnArchiveMayHaveAnotherName() throws Exception {
        Files.createDirectory(sources.resolve("docker"));
        Files.move(sources.resolve("Dockerfile"), sources.resolve("docker/app.Dockerfile"));
        System.setIn(new ByteArrayInputStream(archive("--gzip", sources)));

        assertThat(terminal.run("plan", "-f", "docker/app.Dockerfile", "-")).isZero();

        assertThat(terminal.out()).contains("docker/app.Dockerfile: 2 of 2 stages");
    }

    @Test
    void anArchiveLeadsToNoFileOfThisMachine() throws Exception {
        Files.delete(sources.resolve("Dockerfile"));
        Files.createSymbolicLink(sources.resolve("Dockerfile"), Path.of("/etc/passwd"));
        byte[] archive = archive("--gzip", sources);
        System.setIn(new ByteArrayInputStream(archive));

        assertThat(terminal.run("plan", "-")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("Dockerfile: it leads out of the context")
                .doesNotContain("root:");

        Terminal other = new Terminal();
        System.setIn(new ByteArrayInputStream(archive));
        assertThat(other.run("plan", "-f", "../../../etc/passwd", "-")).isEqualTo(2);
        assertThat(other.err()).contains("it leads out of the context");
    }

    @Test
    void aDamagedArchiveIsToldAndLeavesNothing() throws Exception {
        byte[] archive = archive("--gzip", sources);
        System.setIn(new ByteArrayInputStream(archive, 0, archive.length / 2));

        assertThat(terminal.run("plan", "-")).isEqualTo(2);

        assertThat(terminal.err()).contains("the context can't be had: tar: ");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aDockerfileOnStandardInputHasNoContext() throws Exception {
        System.setIn(new ByteArrayInputStream("FROM busybox AS alone\nCMD x\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(terminal.run("plan", "-")).isZero();

        assertThat(terminal.out()).contains("1 of 1 stage needed for alone");
    }

    @Test
    void standardInputCantBeTwoThings() {
        assertThat(terminal.run("plan", "-f", "-", "-")).isEqualTo(2);
        assertThat(terminal.err()).contains("can't be both the Dockerfile (-f -) and the context (-)");
    }

    @Test
    void anArchiveBehindAUrlIsFetched() throws Exception {
        byte[] archive = archive("--gzip", sources);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/there.tar.gz", exchange -> {
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(terminal.run("plan", url + "/there.tar.gz")).isZero();
            assertThat(terminal.out()).contains("2 of 2 stages needed for app");

            Terminal other = new Terminal();
            assertThat(other.run("plan", url + "/gone.tar.gz")).isEqualTo(2);
            assertThat(other.err())
                    .contains("/gone.tar.gz: the context can't be had: the server answered with status 404");
        } finally {
            server.stop(0);
        }
    }

    @Test
    @NeedsProgram({"git", "/usr/lib/git-core/git-daemon"})
    void aRepositoryIsTakenAtABranchACommitAndAFolder() throws Exception {
        Path repository = Files.createDirectories(folder.resolve("served/app.git"));
        Files.createDirectory(repository.resolve("docker"));
        Files.move(sources.resolve("Dockerfile"), repository.resolve("docker/Dockerfile"));
        git(repository, "init", "--quiet", "--initial-branch=trunk");
        commit(repository, "first");
        String first = git(repository, "rev-parse", "HEAD");
        Files.writeString(repository.resolve("docker/Dockerfile"), "FROM busybox AS second\n");
        commit(repository, "second");
        int port = freePort();
        Process daemon = new ProcessBuilder(
                        "/usr/lib/git-core/git-daemon",
                        "--reuseaddr",
                        "--export-all",
                        "--listen=127.0.0.1",
                        "--port=" + port,
                        "--base-path=" + folder.resolve("served"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("daemon.log").toFile())
                .start();
        try {
            String url = "git://127.0.0.1:" + port + "/app.git";
            Awaitility.await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
                git(folder, "ls-remote", url);
                return true;
            });
            assertThat(planned(url + "#trunk:docker")).contains("1 of 1 stage needed for second");
            assertThat(planned(url + "#:docker")).contains("1 of 1 stage needed for second");
            assertThat(planned(url + "#" + first + ":docker")).contains("2 of 2 stages needed for app");
            assertThat(planned(url + "#nowhere")).contains("the context can't be had: git: ");
            assertThat(planned(url + "#trunk:no")).contains("the repository has no folder 'no'");
            assertThat(planned(url + "#trunk")).contains("Dockerfile: the context has no such file");
            assertThat(planned(url + "#--upload-pack=x")).contains("is no branch, tag or commit");
            assertThat(leftovers()).isEmpty();
        } finally {
            daemon.destroy();
        }
    }

    private static String planned(String context) {
        Terminal terminal = new Terminal();
        terminal.run("plan", context);
        return terminal.out() + terminal.err();
    }

    private int build(Flavour flavour, String context) {
        TestEngine engine = TestEngine.of(flavour);
        return terminal.run(
                "build",
                "--host",
                engine.host(),
                "--docker",
                engine.client(),
                "--no-cache",
                "--output",
                folder.resolve("out").toString(),
                context);
    }

    private static byte[] archive(String compression, Path from) throws IOException {
        Process process =
                new ProcessBuilder("tar", "--create", compression, "--file=-", "--directory=" + from, ".").start();
        return process.getInputStream().readAllBytes();
    }

    private static void commit(Path repository, String message) throws Exception {
        git(repository, "add", "--all");
        git(repository, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", message);
    }

    private static String git(Path repository, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + out);
        }
        return out;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Contexts that were made and not removed. */
    private static List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("multi-stage-build-"))
                    .filter(file -> Files.isDirectory(file.resolve("context")))
                    .toList();
        }
    }
}
