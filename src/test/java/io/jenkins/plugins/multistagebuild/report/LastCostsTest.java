package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Costs;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.StageCost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastCostsTest {

    private static final StageGraph GRAPH = Samples.graph(
            "FROM alpine AS a\nRUN make\nFROM alpine\nCOPY --from=a /x /x\nCOPY --from=a /y /\nRUN test\n");

    @Test
    void timesOfStagesThatWereBuiltCountAndOthersAreEstimated() {
        List<StageCost> costs = LastCosts.of(GRAPH, report("built", "cached")).stages();

        assertThat(costs.get(0).millis()).isEqualTo(7);
        assertThat(costs.get(1).millis())
                .isEqualTo(Costs.estimated(GRAPH).stages().get(1).millis());
    }

    @Test
    void whatTravelledCountsForTheSamePaths() {
        assertThat(LastCosts.of(GRAPH, report("built", "built")).stages().get(1).copiedBytes())
                .containsEntry(0, 1234L);
    }

    @Test
    void whatWasThereAlreadyCountsAsLargeAsItIs() {
        BuildReport.TransferReport skipped =
                new BuildReport.TransferReport("h", "i", 0, List.of("/x", "/y"), 6_144L, 5, 300_000L, null);
        assertThat(LastCosts.of(GRAPH, report("built", "built", skipped))
                        .stages()
                        .get(1)
                        .copiedBytes())
                .containsEntry(0, 300_000L);
    }

    @Test
    void whatCameThroughToAHostIsExpectedAgain() {
        Costs costs = LastCosts.of(
                GRAPH,
                report(
                        "built",
                        "built",
                        // Half a second of each is not the network's.
                        transfer("slow", "fast", 20_000_000, 2_500),
                        transfer("faster", "fast", 20_000_000, 700),
                        transfer("small", "fast", 5_000_000, 50_000),
                        transfer("quick", "fast", 20_000_000, 400)));

        assertThat(costs.link("slow").bytesPerSecond()).isEqualTo(10_000_000);
        assertThat(costs.link("fast").bytesPerSecond()).isEqualTo(100_000_000);
        assertThat(costs.link("faster").bytesPerSecond()).isEqualTo(100_000_000);
        assertThat(List.of("small", "quick", "other"))
                .allMatch(host -> costs.link(host).equals(Host.Link.UNKNOWN));
        assertThat(costs.withMillis(Map.of(0, 1L)).link("slow")).isEqualTo(costs.link("slow"));
    }

    @Test
    void whatNobodyToldTheSizeOfIsEstimated() {
        BuildReport.TransferReport unknown =
                new BuildReport.TransferReport("h", "i", 0, List.of("/x", "/y"), null, 5_000, null, "r.example");
        Costs costs = LastCosts.of(GRAPH, report("built", "built", unknown));

        assertThat(costs.stages().get(1).copiedBytes())
                .isEqualTo(Costs.estimated(GRAPH).stages().get(1).copiedBytes());
        assertThat(costs.link("h")).isEqualTo(Host.Link.UNKNOWN);
    }

    private static BuildReport.TransferReport transfer(String from, String to, long bytes, long millis) {
        return new BuildReport.TransferReport(from, to, 0, List.of("/z"), bytes, millis, null, null);
    }

    private static BuildReport report(String first, String second) {
        return report(
                first, second, new BuildReport.TransferReport("h", "i", 0, List.of("/y", "/x"), 1234L, 5, null, null));
    }

    private static BuildReport report(String first, String second, BuildReport.TransferReport... transfers) {
        BuildReport made = BuildReport.of(GRAPH, Samples.success(GRAPH, 1, 1));
        return new BuildReport(
                made.schemaVersion(),
                made.dockerfile(),
                made.target(),
                made.result(),
                made.startedAt(),
                made.wallMillis(),
                made.sequentialMillis(),
                made.image(),
                List.of(stage(made, 0, first), stage(made, 1, second)),
                made.criticalPath(),
                made.lint(),
                List.of(transfers),
                made.engines(),
                made.failure(),
                null,
                null,
                made.cut(),
                null,
                made.gates(),
                null,
                List.of());
    }

    private static BuildReport.StageReport stage(BuildReport report, int index, String state) {
        BuildReport.StageReport stage = report.stage(index);
        return new BuildReport.StageReport(
                index,
                stage.name(),
                stage.displayName(),
                stage.line(),
                "built",
                stage.reason(),
                stage.dependencies(),
                stage.host(),
                0,
                null,
                9_000,
                0,
                List.of(
                        new BuildReport.InstructionReport(1, "FROM alpine", "built", null, 5_000, null, List.of()),
                        new BuildReport.InstructionReport(2, "RUN make", "built", null, 3, null, List.of()),
                        new BuildReport.InstructionReport(3, "RUN test", state, null, 4, null, List.of())),
                null,
                false,
                null);
    }
}
