package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packs contexts, and compares them with what docker's own client packs. */
class PartialContextTest {

    private static final String IGNORE = ".dockerignore";

    @TempDir
    private Path root;

    @TempDir
    private Path elsewhere;

    private Path dockerfile;

    @BeforeEach
    void fill() throws IOException {
        dockerfile = Files.writeString(elsewhere.resolve("unit.Dockerfile"), "FROM scratch\nCOPY . /\n");
        for (String path : List.of(
                "Dockerfile",
                "a.txt",
                "b.go",
                "dir/a.txt",
                "dir/b.go",
                "dir/sub/a.txt",
                "dir/sub/deep/c.go",
                "docs/a.txt",
                "docs/README.md",
                "node_modules/x/index.js",
                ".git/HEAD",
                "a/b/c/d.txt",
                "[odd]/a.txt")) {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "this is " + path);
        }
        Files.createDirectories(root.resolve("empty"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("dir/sub"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("/nowhere/at all"));
        Files.createSymbolicLink(root.resolve("dir/up"), Path.of("../docs/README.md"));
        Files.createSymbolicLink(root.resolve("docs/rooted"), Path.of("/a/b"));
    }

    @Test
    @NeedsProgram("docker")
    void modesTimesLinksAndLongNamesAreThoseOfTheClient() throws Exception {
        Files.setPosixFilePermissions(root.resolve("a.txt"), PosixFilePermissions.fromString("rwx--x---"));
        Files.setPosixFilePermissions(root.resolve("dir/sub"), PosixFilePermissions.fromString("rwx------"));
        Files.setAttribute(root.resolve("b.go"), "unix:mode", 0106755);
        Files.setAttribute(root.resolve("empty"), "unix:mode", 0041777);
        Files.createLink(root.resolve("dir/hard"), root.resolve("docs/a.txt"));
        Files.createLink(root.resolve("a-link"), root.resolve("dangling"));
        Files.setLastModifiedTime(root.resolve("a.txt"), FileTime.from(Instant.parse("2001-02-03T04:05:06.789Z")));
        Files.setLastModifiedTime(root.resolve("b.go"), FileTime.from(Instant.parse("1969-02-03T04:05:06Z")));
        String longName = "n".repeat(120);
        Path deep = Files.createDirectories(root.resolve(longName).resolve("m".repeat(140)));
        Files.writeString(deep.resolve("x"), "x");
        Files.createSymbolicLink(root.resolve("to-long"), Path.of(longName + "/" + "m".repeat(140)));
        Files.createSymbolicLink(
                root.resolve("0-first-of-all-with-a-name-that-is-too-long-" + longName), Path.of("a.txt"));

        Map<String, String> ours = agree("");

        assertThat(ours).containsKeys("dir/hard", "to-long", longName + "/" + "m".repeat(140) + "/x");
    }

    @ParameterizedTest
    @NeedsProgram("docker")
    @ValueSource(
            strings = {
                "*",
                "**",
                "*\n!dir",
                "*\n!dir/sub/a.txt",
                "dir\n!dir/sub",
                "dir/**\n!dir/sub/a.txt",
                "**/a.txt",
                "**/*.go",
                "/dir/",
                "./dir/../docs",
                "\uFEFFdocs\n# dir\n #dir",
                "!dir\ndir",
                "dir/*",
                "*/a.txt",
                "d?r",
                "d[a-j]r",
                "d[^x]r/sub",
                "\\[odd\\]",
                "[odd]",
                "a/**/d.txt",
                "a**",
                "**c",
                "dir**",
                "**/sub/**",
                "dir/sub/\n!**/c.go",
                "*\n!*/sub",
                "*\n!docs/*",
                "  docs  \r\n\r\n",
                ".git\n.dockerignore",
                "Dockerfile\n!Dockerfile",
                "***",
                "a/b\n!a/b/c\na/b/c/d.txt",
                "..",
                ".",
                "/",
                "!docs",
                "dir/../..",
                "link",
                "!\u00e4",
                "**/.git\nnode_modules"
            })
    void whatIsLeftOutIsWhatTheClientLeavesOut(String rules) throws Exception {
        Files.writeString(root.resolve(IGNORE), rules);
        agree(rules);
    }

    @Test
    @NeedsProgram("docker")
    void rulesMadeByChanceLeaveOutWhatTheClientLeavesOut() throws Exception {
        Random random = new Random(5);
        List<String> pieces = List.of(
                "dir", "sub", "a.txt", "docs", "a", "b", "c", "*", "**", "?", "*.go", "*.txt", "d*", "**c", "[a-d]",
                ".git", "x");
        int understood = 0;
        for (int round = 0; round < 60; round++) {
            StringBuilder rules = new StringBuilder();
            for (int line = random.nextInt(4); line >= 0; line--) {
                rules.append(random.nextInt(3) == 0 ? "!" : "").append(random.nextInt(6) == 0 ? "/" : "");
                for (int part = random.nextInt(3); part >= 0; part--) {
                    rules.append(pieces.get(random.nextInt(pieces.size()))).append(part == 0 ? "\n" : "/");
                }
            }
            Files.writeString(root.resolve(IGNORE), rules);
            understood += agree(rules.toString()).isEmpty() ? 0 : 1;
        }
        assertThat(understood).isGreaterThan(40);
    }

    @Test
    void onlyWhatIsNamedIsTakenWithTheFoldersAboveIt() throws Exception {
        assertThat(names("/dir/sub/a.txt")).containsExactly("dir/", "dir/sub/", "dir/sub/a.txt");
        assertThat(names("/a", "/docs/README.md"))
                .containsExactly("a/", "a/b/", "a/b/c/", "a/b/c/d.txt", "docs/", "docs/README.md");
        assertThat(names("/nothing/there")).isEmpty();
        assertThat(names("/*.txt")).containsExactly("a.txt");
        assertThat(names("/d*/*.md")).containsExactly("dir/", "docs/", "docs/README.md");
        assertThat(names("/dir/[ab].txt")).contains("dir/sub/deep/c.go").doesNotContain("a.txt", "docs/");
        Files.writeString(root.resolve(IGNORE), "**/a.txt\n");
        assertThat(names("/dir/sub", "/docs/a.txt"))
                .containsExactly("dir/", "dir/sub/", "dir/sub/deep/", "dir/sub/deep/c.go", "docs/");
    }

    @Test
    void linksThatTheEngineFollowsAreFollowedButNeverOutOfTheContext() throws Exception {
        assertThat(names("/link/a.txt")).containsExactly("dir/", "dir/sub/", "dir/sub/a.txt", "link");
        assertThat(names("/docs/rooted/c"))
                .containsExactly("a/", "a/b/", "a/b/c/", "a/b/c/d.txt", "docs/", "docs/rooted");
        // A wildcard's matches are followed, what lies in a folder is not.
        assertThat(names("/li*")).contains("link", "dir/sub/deep/c.go").doesNotContain("dir/a.txt");
        assertThat(names("/li*", "/link/a.txt")).contains("link", "dir/sub/deep/c.go");
        assertThat(names("/dir/up")).containsExactly("dir/", "dir/up", "docs/", "docs/README.md");
        assertThat(names("/docs/")).containsExactly("docs/", "docs/README.md", "docs/a.txt", "docs/rooted");
        Files.createSymbolicLink(root.resolve("out"), elsewhere);
        Files.createSymbolicLink(root.resolve("parents"), Path.of("../../../../../../../../.."));
        assertThat(names("/out/unit.Dockerfile")).containsExactly("out");
        assertThat(names("/parents/a.txt")).containsExactly("a.txt", "parents");
        Files.createSymbolicLink(root.resolve("circle"), Path.of("circle"));
        assertThat(pack("/circle")).isEmpty();
    }

    @Test
    void theDockerfileIsHiddenFromWhoCopiesAll() throws Exception {
        assertThat(packed("/a.txt").keySet()).doesNotContain(IGNORE).contains(ContextCommand.DOCKERFILE);
        assertThat(packed("/").get(IGNORE)).isEqualTo(".dockerignore\n" + ContextCommand.DOCKERFILE + "\n");

        Files.writeString(root.resolve(IGNORE), "# a note\nbuild/\n**/node_modules\n");
        Map<String, String> all = packed("/");
        assertThat(all.get(IGNORE)).isEqualTo("# a note\nbuild/\n**/node_modules\n");
        assertThat(all).containsEntry("build", "FROM scratch\nCOPY . /\n").doesNotContainKey(ContextCommand.DOCKERFILE);

        Files.writeString(root.resolve(IGNORE), "a/b\n");
        assertThat(packed("/").get(IGNORE)).isEqualTo("a/b\n\n" + ContextCommand.DOCKERFILE + "\n");

        Files.writeString(root.resolve(IGNORE), ".dockerignore\nbuild");
        assertThat(packed("/").get(IGNORE)).isEqualTo(".dockerignore\n" + ContextCommand.DOCKERFILE + "\n");
    }

    @Test
    void whatIsUnusualIsLeftToTheClient() throws Exception {
        Process process = new ProcessBuilder("mkfifo", root.resolve("docs/pipe").toString()).start();
        assertThat(process.waitFor()).isZero();
        assertThat(pack("/docs")).isEmpty();
        assertThat(pack("/dir")).isPresent();
        for (String odd : List.of("[", "!", "a\\b", "[[:alpha:]]", "x]", "/!a", "a\\")) {
            Files.writeString(root.resolve(IGNORE), odd);
            assertThat(pack("/dir")).as(odd).isEmpty();
        }
    }

    @Test
    void anArchiveThatBreaksOffHasNoDockerfile() throws Exception {
        PartialContext context = pack("/docs", "/dir").orElseThrow();
        Files.write(root.resolve("docs/a.txt"), new byte[0]);
        Files.delete(root.resolve("docs/README.md"));
        Files.createSymbolicLink(root.resolve("docs/README.md"), dockerfile);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        context.writeTo(out);
        assertThat(contents(out.toByteArray())).containsEntry("docs/README.md", dockerfile.toString());

        Files.writeString(root.resolve("docs/pipe"), "");
        PartialContext other = pack("/docs").orElseThrow();
        Files.delete(root.resolve("docs/pipe"));
        assertThat(new ProcessBuilder("mkfifo", root.resolve("docs/pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        out.reset();
        assertThatThrownBy(() -> other.writeTo(out)).hasMessageContaining("docs/pipe");
        assertThat(contents(out.toByteArray())).containsEntry(ContextCommand.DOCKERFILE, "");
    }

    /** Both pack all of the folder: tells what they packed, or nothing where it is left to the client. */
    private Map<String, String> agree(String rules) throws Exception {
        Optional<PartialContext> context = pack("/");
        if (context.isEmpty()) {
            return Map.of();
        }
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        context.get().writeTo(ours);
        try (ContextCatcher catcher = ContextCatcher.open()) {
            Map<String, String> theirs = headers(catcher.pack(root, dockerfile));
            DockerCommand command = new DockerCommand(
                    List.of("docker", "build", "--file", context.get().dockerfile(), "-"), Map.of());
            Map<String, String> sent = headers(catcher.pass(command, ours.toByteArray()));
            assertThat(sent).as(rules).isEqualTo(headers(ours.toByteArray()));
            theirs.keySet().removeIf(name -> name.startsWith(".dockerfile.") || name.equals(IGNORE));
            sent.keySet().removeIf(name -> name.equals(context.get().dockerfile()) || name.equals(IGNORE));
            assertThat(sent).as(rules).isEqualTo(theirs);
            return sent;
        }
    }

    private Optional<PartialContext> pack(String... sources) throws IOException {
        try {
            return PartialContext.of(new ContextCommand(
                    new DockerCommand(List.of("docker"), Map.of()),
                    root.toString(),
                    dockerfile.toString(),
                    List.of(sources)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Map<String, String> packed(String... sources) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pack(sources).orElseThrow().writeTo(out);
        return contents(out.toByteArray());
    }

    /** What is packed besides the Dockerfile and what hides it, in this order. */
    private List<String> names(String... sources) throws IOException {
        List<String> names = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pack(sources).orElseThrow().writeTo(out);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        names.removeIf(ContextCommand.DOCKERFILE::equals);
        return names;
    }

    /** The content of each file, or what a link leads to; of a name that is there twice the last. */
    private static Map<String, String> contents(byte[] archive) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String content = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                contents.put(entry.getName(), entry.isSymbolicLink() ? entry.getLinkName() : content);
            }
        } catch (EOFException e) {
            return contents;
        }
        return contents;
    }

    private static Map<String, String> headers(byte[] archive) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                headers.put(
                        entry.getName(),
                        (char) entry.getLinkFlag() + " " + Integer.toOctalString(entry.getMode() & 07777) + " "
                                + entry.getSize() + " " + entry.getLastModifiedTime() + " " + entry.getLongUserId()
                                + ":"
                                + entry.getLongGroupId() + entry.getUserName() + " " + entry.getLinkName() + " "
                                + new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return headers;
    }
}
