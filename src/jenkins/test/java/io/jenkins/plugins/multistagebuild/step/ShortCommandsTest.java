package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.docker.CommandResult;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Several questions to a client are asked at the same time. */
@WithJenkins
@Timeout(120)
class ShortCommandsTest {

    @TempDir
    private Path folder;

    @Test
    void commandsRunSideBySideAndAnswerInTheirOrder(JenkinsRule jenkins) throws Exception {
        // Neither ends before the other one has begun.
        List<CommandResult> results =
                commands(jenkins, 60).runAll(List.of(shell(met("one", "two")), shell(met("two", "one"))));

        assertThat(results).extracting(CommandResult::out).containsExactly("one\n", "two\n");
    }

    @Test
    void whereOneCanNotBeRunTheOthersAreEnded(JenkinsRule jenkins) {
        DockerCommand missing = new DockerCommand(List.of("no-such-client-at-all"), Map.of());

        assertThatThrownBy(() -> commands(jenkins, 60).runAll(List.of(missing, shell("exec sleep 54321"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-client-at-all");
        FakeClient.awaitProcesses("sleep 54321", 0, Duration.ofSeconds(30));
    }

    @Test
    void allTogetherTakeNoLongerThanOneMay(JenkinsRule jenkins) {
        DockerCommand endless = shell("exec sleep 54322");

        assertThatThrownBy(() -> commands(jenkins, 2).runAll(List.of(endless, endless, endless)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not answer within 2 s");
        FakeClient.awaitProcesses("sleep 54322", 0, Duration.ofSeconds(30));
    }

    private ShortCommands commands(JenkinsRule jenkins, long seconds) {
        return new ShortCommands(
                jenkins.jenkins.createLauncher(TaskListener.NULL),
                new FilePath(folder.toFile()),
                Map.of("PATH", System.getenv("PATH")),
                seconds);
    }

    private static DockerCommand shell(String script) {
        return new DockerCommand(List.of("/bin/sh", "-c", script), Map.of());
    }

    private static String met(String mine, String theirs) {
        return "touch " + mine + "; while [ ! -e " + theirs + " ]; do sleep 0.1; done; echo " + mine;
    }
}
