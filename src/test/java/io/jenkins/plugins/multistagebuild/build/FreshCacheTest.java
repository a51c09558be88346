package io.jenkins.plugins.multistagebuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Costs;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreshCacheTest {

    private static final byte[] FILE =
            "FROM a AS one\nRUN 1\nFROM b\nRUN 2\nFROM c\nCOPY --from=0 /1 /\nCOPY --from=1 /2 /\n"
                    .getBytes(StandardCharsets.UTF_8);
    private static final StageGraph GRAPH = GraphReader.read(
                    "Dockerfile", FILE, new GraphOptions(null, List.of(), Map.of(), Set.of(), "linux/amd64"))
            .graph();
    private static final String MARK = "multi-stage-build-1-0-00000000-00000000.invalid:127.0.0.1";
    private static final Unit LAST = new Unit("h", 2, List.of(1, 2), List.of());

    @Test
    void thereIsNoCacheWhileNothingIsBuilt() {
        assertThat(run(Flavour.BUILDX, List.of(), true, true, Set.of()))
                .contains("--no-cache")
                .doesNotContain("--no-cache-filter", "--add-host");
    }

    @Test
    void buildxBuildsTheOtherStagesByNameWithoutTheCache() {
        BuildAction.Run run = commands(Flavour.BUILDX, List.of(), true, true).run(4, LAST, Map.of(), Set.of(0));
        assertThat(run.command().arguments())
                .containsSubsequence("--no-cache-filter", "stage-1", "--no-cache-filter", "stage-2")
                .doesNotContain("--no-cache", "one");
        assertThat(new String(run.files().get(0).content(), StandardCharsets.UTF_8))
                .contains("FROM b AS stage-1\n", "FROM c AS stage-2\n");
    }

    @Test
    void whatIsAllBuiltIsTakenFromTheCache() {
        assertThat(run(Flavour.BUILDX, List.of(), true, true, Set.of(0, 1, 2)))
                .doesNotContain("--no-cache", "--no-cache-filter");
    }

    @Test
    void anOlderClientTellsItsRunsByAHostName() {
        assertThat(run(Flavour.BUILDKIT, List.of(), true, true, Set.of()))
                .containsSubsequence("--add-host", MARK)
                .doesNotContain("--no-cache");
        HostRun host = host(Flavour.BUILDKIT);
        assertThat(new FreshCache(GRAPH, options(List.of(), true, true), host.engine())
                        .forHandOver(BuildRequest.of("f", "."))
                        .containers()
                        .addHosts())
                .containsExactly(MARK);
        assertThat(run(Flavour.BUILDKIT, List.of(), true, false, Set.of()))
                .contains("--no-cache")
                .doesNotContain("--add-host");
        assertThat(run(Flavour.BUILDKIT, List.of(), false, true, Set.of())).doesNotContain("--no-cache", "--add-host");
    }

    @Test
    void aStageThatIsBuiltIsLeftOutOfThoseThatTheUserNamed() {
        assertThat(run(Flavour.BUILDX, List.of("ONE", "other"), false, true, Set.of(0)))
                .containsSubsequence("--no-cache-filter", "other")
                .doesNotContain("ONE");
    }

    private static List<String> run(
            Flavour flavour, List<String> leftFor, boolean left, boolean several, Set<Integer> built) {
        return commands(flavour, leftFor, left, several)
                .run(4, LAST, Map.of(), built)
                .command()
                .arguments();
    }

    private static UnitCommands commands(Flavour flavour, List<String> leftFor, boolean left, boolean several) {
        return new UnitCommands(GRAPH, options(leftFor, left, several), host(flavour));
    }

    private static HostRun host(Flavour flavour) {
        Engine engine = new Engine(flavour, "1", "1", null, false, "linux/amd64");
        return new HostRun(
                new DockerHost("h", "h", "docker", Map.of()), engine, new Host("h", flavour), List.of(), 0, "");
    }

    private static BuildOptions options(List<String> leftFor, boolean left, boolean several) {
        BuildRequest request = BuildRequest.of("Dockerfile", ".")
                .withCache(new BuildRequest.Cache(left, leftFor, List.of(), List.of()));
        List<DockerHost> hosts = several
                ? List.of(new DockerHost("h", "h", "docker", Map.of()), new DockerHost("i", "i", "docker", Map.of()))
                : List.of(new DockerHost("h", "h", "docker", Map.of()));
        BuildHosts where = new BuildHosts(hosts, false, Costs.estimated(GRAPH), request1 -> null, null);
        return new BuildOptions(
                where,
                EnginePreference.AUTO,
                request,
                "/tmp/x",
                FILE,
                new RunId("1-0-00000000-00000000"),
                RunRules.DEFAULT);
    }
}
