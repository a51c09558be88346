package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineProbeTest {

    private static final DockerHost HOST = new DockerHost("test", "tcp://h:1", "docker", Map.of());
    private static final String CLIENT = "28.2.2";
    private static final CommandResult UNKNOWN = new CommandResult(1, "", "unknown flag");
    private static final CommandResult PROGRESS =
            new CommandResult(0, "      --progress string   Set type of progress output", "");

    @Test
    void buildxIsTakenWhereItAnswersAndItsVersionTellsOfRawJson() throws Exception {
        Engine engine = ask(EnginePreference.AUTO, CLIENT, "v0.13.1\n", UNKNOWN);

        assertThat(engine).isEqualTo(new Engine(Flavour.BUILDX, "28.2.2", "26.1.5", "v0.13.1", true, "linux/amd64"));
        assertThat(ask(EnginePreference.AUTO, CLIENT, "0.12.0+ds1\n", UNKNOWN).rawJson())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"18.09.0", "18.09.9-ce", "19.03.15", "20.10.24+dfsg1", "22.06.0-beta.0"})
    void anOlderClientWithoutBuildxHasBuildKitOfItsOwn(String client) throws Exception {
        assertThat(ask(EnginePreference.AUTO, client, null, null).flavour()).isEqualTo(Flavour.BUILDKIT);
        assertThat(ask(EnginePreference.BUILDKIT, client, null, null).flavour()).isEqualTo(Flavour.BUILDKIT);
        assertThat(ask(EnginePreference.CLASSIC, client, null, null).flavour()).isEqualTo(Flavour.CLASSIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23.0.0", "28.2.2", "v29.0.1"})
    void aNewerClientWithoutBuildxIsClassicAndRefusedWhereBuildKitIsAskedFor(String client) throws Exception {
        assertThat(ask(EnginePreference.AUTO, client, null, null).flavour()).isEqualTo(Flavour.CLASSIC);
        assertThatThrownBy(() -> ask(EnginePreference.BUILDKIT, client, null, null))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("docker-buildx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.12.1-ce", "4.9.3", "18.06.3", "dev", ""})
    void anAncientOrStrangeClientIsAskedForItsOptions(String client) throws Exception {
        assertThat(ask(EnginePreference.AUTO, client, null, PROGRESS).flavour()).isEqualTo(Flavour.BUILDKIT);
        assertThat(ask(EnginePreference.AUTO, client, null, UNKNOWN).flavour()).isEqualTo(Flavour.CLASSIC);
        assertThatThrownBy(() -> ask(EnginePreference.BUILDKIT, client, null, UNKNOWN))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("docker-buildx");
    }

    @Test
    void whoWantsTheClassicBuilderIsNotKeptWaitingForBuildx() throws Exception {
        Engine engine = EngineProbe.ask(
                HOST,
                command -> {
                    assertThat(command.arguments()).contains("version");
                    return versions(CLIENT);
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
        CommandRunner noEngine = command -> isForBuildx(command)
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
    void anEngineThatDoesNotAnswerIsNotTheClientsFault() {
        CommandRunner hanging = command -> {
            throw new NoAnswerException(60);
        };

        assertThatThrownBy(() -> EngineProbe.ask(HOST, hanging, EnginePreference.AUTO, true))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("no Docker engine answers at tcp://h:1 (no answer within 60 s); start one");
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

    /** With a null as help the client must not be asked for it. */
    private static Engine ask(EnginePreference preference, String client, String buildx, CommandResult help)
            throws EngineException, InterruptedException {
        return EngineProbe.ask(
                HOST,
                command -> {
                    if (command.arguments().contains("--help")) {
                        assertThat(help).as("needless question").isNotNull();
                        return help;
                    } else if (isForBuildx(command)) {
                        return new CommandResult(0, buildx == null ? "\n" : buildx, "");
                    }
                    return versions(client);
                },
                preference,
                true);
    }

    private static CommandResult versions(String client) {
        String server = "{\"Version\":\"26.1.5\",\"Os\":\"linux\",\"Arch\":\"amd64\"}";
        return new CommandResult(0, "{\"Client\":{\"Version\":\"" + client + "\"},\"Server\":" + server + "}", "");
    }

    /** Whether a client is asked for its plugin. */
    static boolean isForBuildx(DockerCommand question) {
        return question.arguments().toString().contains("eq .Name \"buildx\"");
    }
}
