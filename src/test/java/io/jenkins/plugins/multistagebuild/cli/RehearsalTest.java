package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.build.BuildHosts;
import io.jenkins.plugins.multistagebuild.build.BuildOptions;
import io.jenkins.plugins.multistagebuild.build.RunRules;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rehearsal is worth its time only as far as it goes the way of a real run. */
class RehearsalTest {

    private static final DockerHost ONE = new DockerHost("one", "tcp://one:1", "docker", Map.of());
    private static final DockerHost TWO = new DockerHost("two", "tcp://two:2", "docker", Map.of());
    private static final String FILE = "FROM a AS one\nRUN x\nFROM b\nCOPY --from=one / /\n";

    @ParameterizedTest
    @EnumSource(EnginePreference.class)
    void aRunOnOneHostIsGoneThroughToItsEnd(EnginePreference preference) {
        BuildReport report = rehearse(preference, BuildHosts.of(ONE), RunRules.DEFAULT);

        assertThat(report.result()).isEqualTo("success");
        assertThat(report.image().sizeBytes()).isEqualTo(1);
        assertThat(report.image().layers()).hasSize(1);
        assertThat(report.stages()).extracting(BuildReport.StageReport::state).doesNotContain("aborted", "running");
    }

    @Test
    void soIsOneThatLooksIntoItsImage() {
        BuildReport report = rehearse(EnginePreference.AUTO, BuildHosts.of(ONE), RunRules.DEFAULT.withAnalysis(true));

        assertThat(report.result()).isEqualTo("success");
    }

    @Test
    void oneOnSeveralHostsIsAborted() {
        BuildHosts both = new BuildHosts(List.of(ONE, TWO), true, null, BuildHosts.WorkPlanner.ByCosts.PLANNER, null);

        assertThat(rehearse(EnginePreference.AUTO, both, RunRules.DEFAULT).result())
                .isEqualTo("aborted");
    }

    private static BuildReport rehearse(EnginePreference preference, BuildHosts hosts, RunRules rules) {
        byte[] text = FILE.getBytes(StandardCharsets.UTF_8);
        StageGraph graph =
                GraphReader.read("Dockerfile", text, GraphOptions.none()).graph();
        BuildRequest request = BuildRequest.of("/tmp/Dockerfile", "/tmp");
        return Rehearsal.report(
                graph, new BuildOptions(hosts, preference, request, "/tmp/x", text, RunId.ofThisProcess(), rules));
    }
}
