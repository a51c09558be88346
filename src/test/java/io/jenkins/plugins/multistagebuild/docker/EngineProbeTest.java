package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineProbeTest {

    private static final DockerHost HOST = new DockerHost("test", "tcp://h:1", "docker", Map.of());
    private static final String VERSIONS =
            """
            {"Client":{"Version":"28.2.2"},"Server":{"Version":"26.1.5","Os":"linux","Arch":"amd64"}}""";
    private static final CommandResult UNKNOWN = new CommandResult(1, "", "unknown flag");

    @Test
    void buildxIsTakenWhereItAnswersAndItsVersionTellsOfRawJson() throws Exception {
        Engine engine = ask(EnginePreference.AUTO, "v0.13.1\n", UNKNOWN);

        assertThat(engine).isEqualTo(new Engine(Flavour.BUILDX, "28.2.2", "26.1.5", "v0.13.1", true, "linux/amd64"));
        assertThat(ask(EnginePreference.AUTO, "0.12.0+ds1\n", UNKNOWN).rawJson())
                .isFalse();
    }

    @Test
    void anOlderClientWithoutBuildxHasBuildKitOfItsOwn() throws Exception {
        CommandResult help = new CommandResult(0, "      --progress string   Set type of progress output", "");

        assertThat(ask(EnginePreference.AUTO, null, help).flavour()).isEqualTo(Flavour.BUILDKIT);
        assertThat(ask(EnginePreference.CLASSIC, null, help).flavour()).isEqualTo(Flavour.CLASSIC);
    }

    @Test
    void aNewerClientWithoutBuildxIsClassicAndRefusedWhereBuildKitIsAskedFor() throws Exception {
        CommandResult help = new CommandResult(1, "", "ERROR: BuildKit is enabled but the buildx component is missing");

        assertThat(ask(EnginePreference.AUTO, null, help).flavour()).isEqualTo(Flavour.CLASSIC);
        assertThatThrownBy(() -> ask(EnginePreference.BUILDKIT, null, help))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("docker-buildx");
    }

    @Test
    void whoWantsTheClassicBuilderIsNotKeptWaitingForBuildx() throws Exception {
        Engine engine = EngineProbe.ask(
                HOST,
                command -> {
                    assertThat(command.arguments()).contains("version");
                    return new CommandResult(0, VERSIONS, "");
                },
                EnginePreference.CLASSIC,
                true);

        assertThat(engine).isEqualTo(new Engine(Flavour.CLASSIC, "28.2.2", "26.1.5", null, false, "linux/amd64"));
    }

    @Test
    void aMissingClientAndASilentEngineAreToldInTheirOwnWords() {
        assertThatThrownBy(() -> EngineProbe.ask(
                        HOST,
                        command -> {
                            throw new IOException("error=2, No such file or directory");
                        },
                        EnginePreference.AUTO,
                        true))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("docker client docker can't be run")
                .hasMessageContaining("No such file");
        assertThatThrownBy(() -> EngineProbe.ask(
                        HOST,
                        command -> new CommandResult(
                                1, "{\"Client\":{\"Version\":\"1\"},\"Server\":null}", "Cannot connect\nto it"),
                        EnginePreference.AUTO,
                        true))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("no Docker engine answers at tcp://h:1 (Cannot connect to it)");
        assertThatThrownBy(() -> EngineProbe.ask(
                        HOST, command -> new CommandResult(0, "<html>", ""), EnginePreference.AUTO, true))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("did not tell its version");
    }

    @Test
    void aBuilderAloneIsEnoughWhereNoEngineIsNeeded() throws Exception {
        CommandRunner noEngine = command -> EngineProbe.isForBuildx(command)
                ? new CommandResult(0, "v0.30.1\n", "")
                : new CommandResult(1, "{\"Client\":{\"Version\":\"28.2.2\"},\"Server\":null}", "Cannot connect");

        Engine engine = EngineProbe.ask(HOST, noEngine, EnginePreference.AUTO, false);

        assertThat(engine.isBuilderAlone()).isTrue();
        assertThat(engine.at("here")).isEqualTo("no engine at here, client 28.2.2 with buildx v0.30.1");
        assertThatThrownBy(() -> EngineProbe.ask(HOST, noEngine, EnginePreference.AUTO, true))
                .hasMessageContaining("no Docker engine answers at tcp://h:1 (Cannot connect)");
        assertThatThrownBy(() -> EngineProbe.ask(HOST, noEngine, EnginePreference.CLASSIC, false))
                .hasMessageContaining("no Docker engine answers at tcp://h:1 (Cannot connect)");
    }

    @Test
    void anEngineThatCallsItsVersionNoneIsOneNevertheless() throws Exception {
        Engine engine = EngineProbe.ask(
                HOST,
                command -> new CommandResult(
                        0, "{\"Client\":{\"Version\":\"1\"},\"Server\":{\"Version\":\"none\"}} 0.30", ""),
                EnginePreference.AUTO,
                false);

        assertThat(engine.isBuilderAlone()).isFalse();
    }

    private static Engine ask(EnginePreference preference, String buildx, CommandResult help)
            throws EngineException, InterruptedException {
        return EngineProbe.ask(
                HOST,
                command -> {
                    if (command.arguments().contains("--help")) {
                        return help;
                    } else if (EngineProbe.isForBuildx(command)) {
                        return new CommandResult(0, buildx == null ? "\n" : buildx, "");
                    }
                    return new CommandResult(0, VERSIONS, "");
                },
                preference,
                true);
    }
}
