package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostSurveyTest {

    @Test
    void enginesOfOneMachineAndOfMachinesMadeFromOneImageAreToldApart() throws Exception {
        String engine = survey("a", "one", "/var/lib/docker").id();
        assertThat(survey("a", "one", "/var/lib/docker").id()).isEqualTo(engine);
        assertThat(survey("a", "one", "/var/lib/other").id()).isNotEqualTo(engine);
        assertThat(survey("a", "other", "/var/lib/docker").id()).isNotEqualTo(engine);
        assertThat(survey("b", "one", "/var/lib/docker").id()).isNotEqualTo(engine);
        assertThat(survey("", "one", "/var/lib/docker").id()).isEmpty();
    }

    private static HostSurvey survey(String id, String name, String folder) throws Exception {
        DockerHost host = new DockerHost("here", null, "docker", Map.of());
        CommandRunner runner = command -> new CommandResult(
                0,
                switch (EngineProbeTest.isForBuildx(command)
                        ? "buildx"
                        : command.arguments().get(1)) {
                    case "version" -> "{\"Client\":{\"Version\":\"26.1.5\"},\"Server\":{\"Version\":\"26.1.5\"}}";
                    case "buildx" -> "v0.13.1";
                    default ->
                        "{\"processors\":2,\"folder\":\"%s\",\"id\":\"%s\",\"name\":\"%s\"}"
                                .formatted(folder, id, name);
                },
                "");
        return HostSurvey.ask(host, runner, EnginePreference.AUTO, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:06.5Z, 0",
        "2026-01-02T03:04:04Z, 0",
        "2026-01-02T04:04:05+01:00, 0",
        "2026-01-02T03:05:05.123456789Z, 60123",
        "2026-01-01T03:04:05Z, -86400000",
        "-999999999-01-01T00:00:00Z, 0",
        "0026-01-02T03:04:05Z, 0",
        "soon, 0"
    })
    void aClockCountsAsOffFromTwoSecondsOn(String theirs, long ahead) {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        assertThat(HostSurvey.clockAheadMillis(theirs, now, now)).isEqualTo(ahead);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 0",
        "2026-01-02T03:04:25Z, 0",
        "2026-01-02T03:04:35Z, 5000",
        "2026-01-02T03:04:00Z, -5000"
    })
    void anAnswerThatTookLongDoesNotMakeAClockSeemOff(String theirs, long ahead) {
        long off = HostSurvey.clockAheadMillis(
                theirs, Instant.parse("2026-01-02T03:04:05Z"), Instant.parse("2026-01-02T03:04:30Z"));
        assertThat(off).isEqualTo(ahead);
    }
}
