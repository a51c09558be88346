package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.docker.ContextCommand;
import io.jenkins.plugins.multistagebuild.docker.ContextProgram;
import io.jenkins.plugins.multistagebuild.docker.Dispatch;
import io.jenkins.plugins.multistagebuild.docker.DispatchProgram;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the scripts for agents, with shells in the place of docker clients, on one that has a Java and on one that has none. */
class ScriptsTest {

    private static final String NO_JAVA = "/nonexistent/java";

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new TreeMap<>();

    /** That of an agent, and none: where commands run on the agent, and where that is not known. */
    static List<AgentJava> javas() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                new AgentJava(java, true),
                new AgentJava(java, false),
                new AgentJava(NO_JAVA, true),
                new AgentJava(NO_JAVA, false),
                new AgentJava("/bin/false", false));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void theClientGetsWhatItNeedsOfTheContextWhereThereIsAJava(AgentJava java) throws Exception {
        Path context = Files.createDirectories(folder.resolve("the context"));
        Files.writeString(context.resolve("wanted"), "w");
        Files.writeString(context.resolve("other"), "o");
        Path dockerfile = Files.writeString(folder.resolve("unit.Dockerfile"), "FROM scratch\n");
        ContextCommand some = new ContextCommand(
                shell("tar -t >got; exit 3"), context.toString(), dockerfile.toString(), List.of("/wanted"));

        int status = run(ContextScript.of(
                some, shell("echo all >got; exit 3"), java, classes(ContextProgram.files()), variables));

        assertThat(status).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("got")))
                .isEqualTo(
                        !java.path().endsWith("/java") || java.path().equals(NO_JAVA)
                                ? "all\n"
                                : ContextCommand.DOCKERFILE + "\nwanted\n" + ContextCommand.DOCKERFILE + "\n");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void whatIsSentIsCountedAndHowLargeItIs(AgentJava java) throws Exception {
        int status = run(SendScript.of(
                new Dispatch(
                        List.of(),
                        null,
                        shell("head -c 300000 /dev/zero"),
                        shell("wc -c >taken"),
                        shell("exit 1"),
                        "name",
                        "run",
                        ""),
                folder.resolve("pipe").toString(),
                java,
                classes(DispatchProgram.files()),
                variables));

        assertThat(status).isZero();
        assertThat(Files.readString(folder.resolve("taken")).strip()).isEqualTo("300000");
        String count = Files.readString(folder.resolve("pipe.count"));
        assertThat(SendScript.bytes(count)).isEqualTo(300_000);
        assertThat(SendScript.size(count)).isEqualTo(300_000);
    }

    @Test
    void ofWhatWasThereAlreadyTheSizeIsReadBesides() {
        assertThat(SendScript.bytes("6144 bytes\n300000 bytes in all\n")).isEqualTo(6_144);
        assertThat(SendScript.size("6144 bytes\n300000 bytes in all\n")).isEqualTo(300_000);
        assertThat(SendScript.size("")).isZero();
    }

    @Test
    void commandsFollowEachOtherAsLongAsEachEndsWell() throws Exception {
        String script = ScriptCommands.all(
                shell("echo \"$DOCKER_HOST\" >first"),
                List.of(shell("touch second; exit 3"), shell("touch third")),
                variables);

        assertThat(run(script)).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("first"))).isEqualTo("tcp://a:1\n");
        assertThat(folder.resolve("second")).exists();
        assertThat(folder.resolve("third")).doesNotExist();
        assertThat(script).as("no value stands in the text").doesNotContain("touch", "tcp:");
    }

    private String classes(Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve("classes").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return folder.resolve("classes").toString();
    }

    private int run(String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        variables.values().removeIf(String::isEmpty);
        builder.environment().putAll(variables);
        return builder.start().waitFor();
    }

    private static DockerCommand shell(String line) {
        return new DockerCommand(List.of("/bin/sh", "-c", line), Map.of("DOCKER_HOST", "tcp://a:1"));
    }
}
