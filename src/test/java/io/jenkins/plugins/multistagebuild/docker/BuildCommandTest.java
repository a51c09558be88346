package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildCommandTest {

    private static final DockerHost HOST = new DockerHost("test", "tcp://h:1", "/bin/docker", Map.of());

    @Test
    void eachFlavourIsCalledInItsOwnWay() {
        assertThat(command(Flavour.BUILDX, true).arguments())
                .startsWith("/bin/docker", "buildx", "build", "--load", "--progress=rawjson");
        assertThat(command(Flavour.BUILDX, false).arguments()).contains("--progress=plain");
        assertThat(command(Flavour.BUILDKIT, false).environment())
                .containsEntry("DOCKER_BUILDKIT", "1")
                .containsEntry("DOCKER_HOST", "tcp://h:1");
        assertThat(command(Flavour.CLASSIC, false).environment()).containsEntry("DOCKER_BUILDKIT", "0");
    }

    @Test
    void everyOptionIsAnArgumentOfItsOwn() {
        BuildRequest request = BuildRequest.of("-f --x", "- c;t")
                .withTarget("t $(x)")
                .withNaming(new BuildRequest.Naming(List.of("a:1", "b:2"), Map.of("k", "v w"), false))
                .withInputs(new BuildRequest.Inputs(
                        Map.of("A", "1 2"), List.of("id=s,src=f"), List.of("default"), Map.of("n", "docker-image://i")))
                .withCache(
                        new BuildRequest.Cache(true, List.of("a"), List.of("type=local,src=c"), List.of("type=inline")))
                .withContainers(new BuildRequest.Containers(
                        "none", List.of("db:10.0.0.1"), List.of("nofile=64"), "64m", List.of("security.insecure")))
                .withSwitches(new BuildRequest.Switches("linux/arm64", "fleet", true));

        DockerCommand command = BuildCommand.of(HOST, engine(Flavour.BUILDX, true), request, "/tmp/i");

        assertThat(command.arguments())
                .containsSubsequence("--builder", "fleet", "--file", "-f --x", "--target", "t $(x)")
                .containsSubsequence("--tag", "a:1", "--tag", "b:2", "--label", "k=v w", "--build-arg", "A")
                .containsSubsequence("--secret", "id=s,src=f", "--ssh", "default")
                .containsSubsequence("--build-context", "n=docker-image://i", "--platform", "linux/arm64")
                .containsSubsequence(
                        "--pull", "--no-cache", "--no-cache-filter", "a", "--cache-from", "type=local,src=c")
                .containsSubsequence("--cache-to", "type=inline", "--network", "none", "--add-host", "db:10.0.0.1")
                .containsSubsequence("--ulimit", "nofile=64", "--shm-size", "64m", "--allow", "security.insecure")
                .containsSubsequence("--iidfile", "/tmp/i", "--", "- c;t");
        assertThat(command.arguments()).last().isEqualTo("- c;t");
    }

    @Test
    void aBuildArgumentsValueStaysOutOfTheProcessListUnlessItsNameSteersTheClient() {
        BuildRequest request = BuildRequest.of("f", "c")
                .withInputs(new BuildRequest.Inputs(
                        Map.of("VERSION", "1.2", "HTTP_PROXY", "p", "DOCKER_HOST", "evil", "PATH", "/x"),
                        List.of(),
                        List.of(),
                        Map.of()));

        DockerCommand command = BuildCommand.of(HOST, engine(Flavour.BUILDX, true), request, "/tmp/i");

        assertThat(command.arguments())
                .contains("VERSION", "HTTP_PROXY=p", "DOCKER_HOST=evil", "PATH=/x")
                .doesNotContain("VERSION=1.2");
        assertThat(command.environment())
                .containsEntry("VERSION", "1.2")
                .containsEntry("DOCKER_HOST", "tcp://h:1")
                .doesNotContainKeys("HTTP_PROXY", "PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id=t,env=TOKEN", "id=TOKEN", "type=env,id=TOKEN"})
    void aBuildArgumentDoesNotReplaceTheSecretOfItsName(String secret) {
        BuildRequest request = BuildRequest.of("f", "c")
                .withInputs(new BuildRequest.Inputs(Map.of("TOKEN", "other"), List.of(secret), List.of(), Map.of()));

        DockerCommand command = BuildCommand.of(HOST, engine(Flavour.BUILDX, true), request, "/tmp/i");

        assertThat(command.arguments()).containsSubsequence("--build-arg", "TOKEN=other", "--secret", secret);
        assertThat(command.environment()).doesNotContainKey("TOKEN");
    }

    private static DockerCommand command(Flavour flavour, boolean rawJson) {
        return BuildCommand.of(HOST, engine(flavour, rawJson), BuildRequest.of("f", "c"), "/tmp/i");
    }

    private static Engine engine(Flavour flavour, boolean rawJson) {
        return new Engine(flavour, "1", "1", null, rawJson, "linux/amd64");
    }
}
