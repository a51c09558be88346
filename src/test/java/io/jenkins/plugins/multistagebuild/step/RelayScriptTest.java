package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.docker.Dispatch;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs both ends of a hand-over between agents, with shells in the place of docker clients. */
class RelayScriptTest {

    @TempDir
    private Path folder;

    @Test
    void whatTheOneWritesTheOtherReadsAndNothingIsLeft() throws Exception {
        Dispatch send = dispatch("printf '%s' \"$WORD\"", "cat > taken");

        assertThat(run(Map.of(), variables -> RelayScript.writing(send, "file", variables)))
                .isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("file"))))
                .isEqualTo("rw-------");
        assertThat(run(Map.of(), variables -> RelayScript.reading(send, "file", variables)))
                .isZero();
        assertThat(folder.resolve("taken")).hasContent("it's $HOME");
        assertThat(folder.resolve("file")).doesNotExist();
    }

    @Test
    void whatWasNotWrittenToItsEndGoes() throws Exception {
        Dispatch send = dispatch("printf part; exit 3", "cat");
        assertThat(run(Map.of(), variables -> RelayScript.writing(send, "file", variables)))
                .isEqualTo(3);
        assertThat(folder.resolve("file")).doesNotExist();
    }

    @Test
    void whoCanNotReadItFailsItAndLeavesNothing() throws Exception {
        Files.writeString(folder.resolve("file"), "all");
        Dispatch send = dispatch("true", "exit 4");
        assertThat(run(Map.of(), variables -> RelayScript.reading(send, "file", variables)))
                .isEqualTo(4);
        assertThat(folder.resolve("file")).doesNotExist();
    }

    @Test
    void whatHasToBeDoneBeforeFailsIt() throws Exception {
        Dispatch send = new Dispatch(
                List.of(shell("exit 5")),
                null,
                shell("touch written"),
                shell("true"),
                shell("true"),
                "name",
                "run",
                "");
        assertThat(run(Map.of(), variables -> RelayScript.writing(send, "file", variables)))
                .isEqualTo(5);
        assertThat(folder.resolve("written")).doesNotExist();
    }

    private static Dispatch dispatch(String export, String take) {
        return new Dispatch(List.of(), null, shell(export), shell(take), shell("true"), "name", "run", "");
    }

    private static DockerCommand shell(String line) {
        return new DockerCommand(List.of("/bin/sh", "-c", line), Map.of("WORD", "it's $HOME"));
    }

    private interface Script {
        String text(Map<String, String> variables);
    }

    private int run(Map<String, String> given, Script script) throws Exception {
        Map<String, String> variables = new TreeMap<>(given);
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script.text(variables)).directory(folder.toFile());
        builder.environment().putAll(variables);
        return builder.inheritIO().start().waitFor();
    }
}
