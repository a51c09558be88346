package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;

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

    private void remove(Temporaries.Whose whose) throws Exception {
        String others = "\n" + REPOSITORY.name() + ":1.2\n" + REPOSITORY.name() + ":<none>\n--all\n" + REPOSITORY.name()
                + "-2:" + LONG_AGO.value() + ".0\n";
        String named = REPOSITORY.image(OURS, 3) + "\n" + REPOSITORY.image(GOING_ON, 1) + "\n"
                + REPOSITORY.image(LONG_AGO, 0) + others;
        Temporaries.remove(
                HOST,
                command -> {
                    asked.add(command.arguments());
                    boolean repository = !command.arguments().contains("--filter");
                    return new CommandResult(0, repository ? named : "", "");
                },
                OURS,
                whose,
                true,
                REPOSITORY);
    }
}
