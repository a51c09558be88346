package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program with nothing but its own classes, and with shells in the place of docker's client. */
class ContextProgramTest {

    @TempDir
    private Path folder;

    private Path context;
    private Path said;

    @BeforeEach
    void fill() throws IOException {
        context = Files.createDirectories(folder.resolve("context/sub"));
        context = folder.resolve("context");
        said = folder.resolve("said");
        Files.writeString(context.resolve("sub/wanted"), "w");
        Files.writeString(context.resolve("sub/ignored"), "i");
        Files.writeString(context.resolve("other"), "o");
        Files.writeString(context.resolve(".dockerignore"), "**/i?nor[a-f]d\n");
        Files.writeString(folder.resolve("unit.Dockerfile"), "FROM scratch\n");
        for (Map.Entry<String, byte[]> file : ContextProgram.files().entrySet()) {
            Path path = folder.resolve("classes").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    @Test
    void theClientGetsSomeOfTheContextAndItsExitStatusIsTold() throws Exception {
        assertThat(run("echo \"$0\"; cat > got; exit 3", "touch all", "/sub", "/nothing"))
                .isEqualTo(3);

        assertThat(names(folder.resolve("got")))
                .containsExactly(ContextCommand.DOCKERFILE, "sub/", "sub/wanted", ContextCommand.DOCKERFILE);
        assertThat(Files.readString(said)).isEqualTo(ContextCommand.DOCKERFILE + "\n");
        assertThat(folder.resolve("all")).doesNotExist();
    }

    @Test
    void theClientPacksAllWhereSomethingIsUnusual() throws Exception {
        Files.writeString(context.resolve(".dockerignore"), "[[:alpha:]]\n");

        assertThat(run("touch some", "cat > got; touch all", "/sub")).isZero();

        assertThat(folder.resolve("all")).exists();
        assertThat(folder.resolve("got")).isEmptyFile();
        assertThat(folder.resolve("some")).doesNotExist();
    }

    @Test
    void aClientThatEndsEarlyTellsWhyByItself() throws Exception {
        Files.write(context.resolve("sub/large"), new byte[5_000_000]);

        assertThat(run("echo no room; exit 4", "touch all", "/sub")).isEqualTo(4);

        assertThat(Files.readString(said)).isEqualTo("no room\n");
    }

    @Test
    void aContextThatCanNotBeReadToItsEndFails() throws Exception {
        // The client itself takes away what is to be read, as soon as it has got the beginning.
        Files.write(context.resolve("sub/large"), new byte[5_000_000]);

        int status =
                run("head -c 100000 >/dev/null; rm context/sub/wanted; cat >/dev/null; sleep 30", "exit 0", "/sub");

        assertThat(status).isNotZero();
        assertThat(Files.readString(said))
                .contains("the build context can't be read: ")
                .contains("wanted");
    }

    private int run(String some, String all, String... sources) throws Exception {
        Map<String, String> variables = new TreeMap<>();
        ContextCommand command = new ContextCommand(
                new DockerCommand(List.of("/bin/sh", "-c", some, ContextCommand.DOCKERFILE), Map.of("A", "b")),
                context.toString(),
                folder.resolve("unit.Dockerfile").toString(),
                List.of(sources));
        List<String> words = ContextProgram.arguments(
                command, new DockerCommand(List.of("/bin/sh", "-c", all), Map.of("EMPTY", "")), variables);
        assertThat(words.toString()).doesNotContain("sub").doesNotContain("echo");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder.resolve("classes").toString(),
                ContextProgram.class.getName()));
        line.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        variables.values().removeIf(String::isEmpty);
        builder.environment().putAll(variables);
        return builder.start().waitFor();
    }

    private static List<String> names(Path archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(Files.newInputStream(archive), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
