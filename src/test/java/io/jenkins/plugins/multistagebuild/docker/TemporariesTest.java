package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemporariesTest {

    private static final DockerHost HOST = new DockerHost("h", "tcp://h:1", "docker", Map.of());
    private static final HandOverRepository REPOSITORY = new HandOverRepository("registry.example:5000/ci/hand-over");
    private static final RunId OURS = RunId.create();
    private static final RunId GOING_ON = RunId.create();
    private static final RunId LONG_AGO = new RunId("1000000000-0-00000000-00000000");

    private final List<List<String>> asked = new ArrayList<>();
    private int failures;

    @Test
    void whatIsLeftInTheRepositoryOfHandOversGoes() throws Exception {
        remove(Temporaries.Whose.BOTH);

        assertThat(asked)
                .contains(List.of("docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}"))
                .endsWith(List.of(
                        "docker",
                        "image",
                        "rm",
                        "--force",
                        "--no-prune",
                        REPOSITORY.image(OURS, 3),
                        REPOSITORY.image(LONG_AGO, 0)));
    }

    @Test
    void ofAKilledRunTheOthersStay() throws Exception {
        remove(Temporaries.Whose.KILLED_RUNS);

        assertThat(asked.get(asked.size() - 1)).endsWith("--no-prune", REPOSITORY.image(LONG_AGO, 0));
    }

    @Test
    void aListThatFailsWhileAnotherRunRemovesAnImageIsAskedForAgain() throws Exception {
        failures = 3;

        remove(Temporaries.Whose.BOTH);

        assertThat(asked.get(asked.size() - 1))
                .endsWith("--no-prune", REPOSITORY.image(OURS, 3), REPOSITORY.image(LONG_AGO, 0));
    }

    @Test
    void anEngineThatNeverListsItsImagesIsTold() {
        failures = Integer.MAX_VALUE;

        assertThatThrownBy(() -> remove(Temporaries.Whose.BOTH))
                .isInstanceOf(EngineException.class)
                .hasMessage("the engine can't list its images: content digest sha256:1f: not found");
        assertThat(asked).noneMatch(command -> command.contains("rm"));
    }

    private void remove(Temporaries.Whose whose) throws Exception {
        String others = "\n" + REPOSITORY.name() + ":1.2\n" + REPOSITORY.name() + ":<none>\n--all\n" + REPOSITORY.name()
                + "-2:" + LONG_AGO.value() + ".0\n";
        String named = REPOSITORY.image(OURS, 3) + "\n" + REPOSITORY.image(GOING_ON, 1) + "\n"
                + REPOSITORY.image(LONG_AGO, 0) + others;
        Temporaries.remove(
                HOST,
                command -> {
                    asked.add(command.arguments());
                    if (command.arguments().contains("ls") && failures-- > 0) {
                        return new CommandResult(1, "", "content digest sha256:1f: not found\n");
                    }
                    boolean repository = !command.arguments().contains("--filter");
                    return new CommandResult(0, repository ? named : "", "");
                },
                OURS,
                whose,
                true,
                REPOSITORY);
    }
}
