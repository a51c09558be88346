package io.jenkins.plugins.multistagebuild.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final long MB = 1_000_000;
    private static final List<String> ALL_IMAGES = List.of("busybox");

    @Test
    void aChainStaysOnOneHostInOneEngineRun() {
        StringBuilder text = new StringBuilder("FROM busybox AS s0\nRUN make\n");
        for (int i = 1; i < 20; i++) {
            text.append("FROM busybox AS s" + i + "\nCOPY --from=s" + (i - 1) + " /out /out\nRUN make\n");
        }
        StageGraph graph = graph(text.toString());
        Plan plan = plan(graph, Costs.estimated(graph), hosts(4, 2));

        assertThat(plan.units())
                .extracting(Unit::host, Unit::targets, Unit::stages)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "host-0", List.of(19), IntStream.range(0, 20).boxed().toList()));
        assertThat(plan.forecast().transferBytes()).isZero();
    }

    @Test
    void independentStagesAreSharedOutEvenly() {
        StageGraph graph = graph(independent(8));
        Plan plan = plan(graph, everyStage(graph, 60_000).with(8, new StageCost(0, MB, Map.of())), hosts(4, 1));

        assertThat(plan.hosts()).hasSize(4);
        for (String host : plan.hosts()) {
            assertThat(plan.units().stream()
                            .filter(unit -> unit.host().equals(host))
                            .flatMap(unit -> unit.stages().stream())
                            .filter(stage -> stage < 8))
                    .hasSize(2);
        }
        assertThat(plan.forecast().lowerBoundMillis()).isEqualTo(120_000);
        assertThat(plan.forecast().makespanMillis()).isBetween(120_000L, 125_000L);
        assertThat(plan.forecast().singleHostMillis()).isGreaterThan(480_000);
        // on each of three hosts one engine run for two stages, whose results travel together
        assertThat(plan.units()).hasSizeLessThanOrEqualTo(5);
        assertThat(plan.units().get(0).targets()).containsExactly(8);
    }

    @Test
    void shortStagesAreNotWorthAnotherHost() {
        StageGraph graph = graph(independent(8));

        assertThat(plan(graph, everyStage(graph, 100), hosts(4, 1)).hosts()).containsExactly("host-0");
    }

    @Test
    void ofALargeBuilderOnlyWhatIsCopiedTravels() {
        StageGraph graph = graph(
                """
                FROM busybox AS builder
                RUN make
                FROM busybox AS other
                RUN make
                FROM busybox
                COPY --from=builder /app /app
                COPY --from=other /lib/ /lib
                """);
        StageCost copy = new StageCost(100, 10 * MB, Map.of(0, MB, 1, MB / 2));
        Costs costs = everyStage(graph, 60_000).with(2, copy);
        Plan plan = plan(graph, costs, hosts(2, 1));

        assertThat(plan.hosts()).hasSize(2);
        assertThat(plan.forecast().transferBytes()).isLessThanOrEqualTo(MB);
        HandOver only = plan.units().get(0).handOvers().get(0);
        assertThat(only.image()).isFalse();
        assertThat(only.paths()).containsExactly(only.stage() == 0 ? "/app" : "/lib");
        assertThat(plan.units().get(only.unit()).stages()).contains(only.stage());
    }

    @Test
    void aBaseIsRebuiltWhereThatIsLessThanToSendIt() {
        StageGraph graph = graph(twoOnABase());
        Plan plan = plan(graph, onBase(graph, 2_000, 1_000 * MB), hosts(2, 1));

        assertThat(plan.hosts()).hasSize(2);
        assertThat(plan.units()).flatExtracting(Unit::rebuilt).containsExactly(0);
        assertThat(plan.units())
                .flatExtracting(Unit::handOvers)
                .extracting("image")
                .containsOnly(false);
    }

    @Test
    void aBaseIsSentWhereThatIsLessThanToRebuildIt() {
        StageGraph graph = graph(twoOnABase());
        Plan plan = plan(graph, onBase(graph, 40_000, 10 * MB), hosts(2, 1));

        assertThat(plan.units()).flatExtracting(Unit::rebuilt).isEmpty();
        HandOver base = plan.units().stream()
                .flatMap(unit -> unit.handOvers().stream())
                .filter(HandOver::image)
                .findFirst()
                .orElseThrow();
        assertThat(base).isEqualTo(new HandOver(0, base.unit(), true, List.of(), 10 * MB));
    }

    @Test
    void stagesStayWithTheirBaseWhereBothAreDear() {
        StageGraph graph = graph(twoOnABase());

        List<Host> hosts = List.of(
                host("slow", new Host.Power(1, 0.25, 4), ALL_IMAGES),
                host("fast", new Host.Power(1, 1, 4), ALL_IMAGES));

        assertThat(plan(graph, onBase(graph, 300_000, 20_000 * MB), hosts).hosts())
                .containsExactly("fast");
    }

    @Test
    void theFastHostGetsTheLongStages() {
        StageGraph graph = graph(independent(3));
        Costs costs = everyStage(graph, 30_000).withMillis(Map.of(0, 120_000L, 3, 0L));
        Host fast = host("fast", new Host.Power(1, 4, 4), ALL_IMAGES);
        Plan plan = plan(graph, costs, List.of(host("slow", new Host.Power(1, 1, 4), ALL_IMAGES), fast));

        assertThat(unitOf(plan, 0).host()).isEqualTo("fast");
        assertThat(plan.hosts()).contains("slow");
        assertThat(plan.forecast().makespanMillis()).isBetween(38_000L, 50_000L);
    }

    @Test
    void stagesGoWhereTheirBaseImagesAre() {
        StageGraph graph = graph("FROM busybox\nRUN make\n");
        List<Host> hosts = List.of(
                host("without", new Host.Power(2, 1, 4), List.of()), host("with", new Host.Power(2, 1, 4), ALL_IMAGES));

        assertThat(plan(graph, Costs.estimated(graph), hosts).hosts()).containsExactly("with");
    }

    @Test
    void aStageGoesToAHostOfItsPlatform() {
        StageGraph graph = graph(
                """
                FROM --platform=linux/arm64/v8 busybox AS arm
                RUN make
                FROM busybox
                RUN make
                COPY --from=arm /x /x
                """);
        Host amd = host("amd", Flavour.BUILDX, "linux/amd64");
        Host arm = host("arm", Flavour.BUILDX, "linux/arm64");
        Plan plan = plan(graph, Costs.estimated(graph), List.of(amd, arm));

        assertThat(unitOf(plan, 0).host()).isEqualTo("arm");
        assertThat(unitOf(plan, 1).host()).isEqualTo("amd");
        assertThat(plan.forecast().singleHostMillis()).isNull();
    }

    @Test
    void aStageThatNoHostCanRunIsToldWithItsLine() {
        StageGraph graph =
                graph("FROM --platform=linux/arm64 busybox AS a\nRUN make\nFROM busybox\nCOPY --from=a /x /\n");
        Planning planning = Planner.plan(new PlanRequest(
                graph, List.of(host("amd", Flavour.BUILDX, "linux/amd64")), Costs.estimated(graph), null));

        assertThat(planning.plan()).isNull();
        assertThat(planning.problems())
                .extracting(Object::toString)
                .containsExactly(
                        "Dockerfile:1: no host can run linux/arm64, for which the stage a is built; the hosts run"
                                + " linux/amd64 (amd); add a host of that platform, change the --platform of this FROM,"
                                + " or build on one host alone whose engine emulates it");

        PlanRequest asked = new PlanRequest(
                graph("FROM busybox\nRUN make\n"),
                List.of(host("amd", Flavour.BUILDX, "linux/amd64")),
                Costs.estimated(graph),
                "linux/arm64");
        assertThat(Planner.plan(asked).problems().toString()).contains(", ask for another with --platform, or ");
    }

    @Test
    void aHostThatRunsNoneOfTheCommandsIsTold() {
        StageGraph graph = graph("FROM busybox AS a\nRUN make\nFROM scratch\nCOPY --from=a /x /\n");
        Host amd = host("amd", Flavour.BUILDX, "linux/amd64");
        Host arm = host("arm", Flavour.BUILDX, "linux/arm64");

        assertThat(Planner.notes(new PlanRequest(graph, List.of(amd, arm), Costs.estimated(graph), null)))
                .containsExactly(
                        "host arm is for linux/arm64, so it runs none of the commands, which are for linux/amd64");
        assertThat(Planner.notes(new PlanRequest(
                        graph,
                        List.of(amd, host("amd2", Flavour.BUILDX, "linux/amd64")),
                        Costs.estimated(graph),
                        null)))
                .isEmpty();
    }

    @Test
    void aStageThatRunsNothingIsPutTogetherAnywhereByBuildKit() {
        StageGraph graph = graph("FROM --platform=linux/arm64 busybox\nCOPY . /\n");
        Host classic = host("classic", Flavour.CLASSIC, "linux/amd64");
        Host buildKit = host("buildkit", Flavour.BUILDX, "linux/amd64");

        assertThat(plan(graph, Costs.estimated(graph), List.of(classic, buildKit))
                        .hosts())
                .containsExactly("buildkit");
    }

    @Test
    void theClassicBuilderHasAUnitForEachStageAndSoManyAtOnce() {
        StageGraph graph = graph(independent(6));
        Host host = new Host(
                "h",
                Flavour.CLASSIC,
                List.of(),
                new Host.Power(8, 1, 2),
                new Host.Store(ALL_IMAGES, Long.MAX_VALUE),
                Host.Link.UNKNOWN);
        Plan plan = plan(graph, everyStage(graph, 10_000), List.of(host));

        assertThat(plan.units()).hasSize(7).allMatch(unit -> unit.stages().size() == 1);
        assertThat(plan.units().get(0).needs()).hasSize(6);
        assertThat(plan.forecast().makespanMillis()).isEqualTo(4 * (10_000 + Rates.DEFAULT.runMillis()));
    }

    @Test
    void oneHostWithBuildKitHasOneEngineRunAndOneForEachStageAlsoBuilt() {
        StageGraph graph = graph(independent(3), "s1");
        Plan plan = plan(graph, Costs.estimated(graph), hosts(1, 2));

        assertThat(plan.units()).hasSize(1);
        assertThat(plan.units().get(0).stages()).containsExactly(0, 1, 2, 3);
        StageGraph further = graph(independent(3) + "FROM s0 AS test\nRUN make test\n", "test", "all");
        assertThat(plan(further, Costs.estimated(further), hosts(1, 2)).units())
                .extracting(Unit::targets)
                .containsExactly(List.of(3), List.of(4));
    }

    @Test
    void stagesAlsoBuiltAreBuiltOnSeveralHosts() {
        StageGraph graph = graph(independent(4) + "FROM s0 AS test\nRUN make test\n", "test", "all");
        Plan plan = plan(graph, everyStage(graph, 60_000), hosts(3, 1));

        assertThat(plan.hosts()).hasSizeGreaterThan(1);
        assertThat(plan.units().get(0).targets()).containsExactly(4);
        assertThat(plan.units()).flatExtracting(Unit::targets).contains(5);
    }

    @Test
    void whatIsEmptyNeitherTravelsNorIsBuilt() {
        StageGraph graph = graph(
                """
                FROM scratch AS none
                FROM busybox AS a
                RUN make
                COPY --from=none / /none
                FROM none AS b
                COPY --from=a /x /
                FROM busybox AS c
                COPY --from=none / /none
                RUN make
                FROM b
                COPY --from=c /x /
                """);
        Plan plan = plan(graph, everyStage(graph, 60_000), hosts(2, 1));

        assertThat(plan.hosts()).hasSize(2);
        assertThat(plan.units()).flatExtracting(Unit::stages).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(plan.units())
                .flatExtracting(Unit::handOvers)
                .extracting("stage")
                .isNotEmpty()
                .doesNotContain(0);
    }

    @Test
    void aFullDiskGetsNothing() {
        StageGraph graph = graph(independent(8));
        List<Host> hosts = new ArrayList<>(hosts(3, 1));
        hosts.set(
                1,
                new Host(
                        "full",
                        Flavour.BUILDX,
                        List.of(),
                        new Host.Power(1, 1, 4),
                        new Host.Store(ALL_IMAGES, MB),
                        Host.Link.UNKNOWN));
        Plan plan = plan(graph, everyStage(graph, 60_000), hosts);

        assertThat(plan.hosts()).hasSize(2).doesNotContain("full");
    }

    @Test
    void expectedTimesTellWhatMoreHostsWouldBring() {
        StageGraph graph = graph(independent(8));
        PlanRequest request = new PlanRequest(
                graph, hosts(1, 1), everyStage(graph, 60_000).with(8, new StageCost(0, MB, Map.of())), null);

        assertThat(Planner.expected(request, 1)).isBetween(480_000L, 490_000L);
        assertThat(Planner.expected(request, 2)).isBetween(240_000L, 250_000L);
        assertThat(Planner.expected(request, 4)).isBetween(120_000L, 130_000L);
    }

    private static String independent(int count) {
        StringBuilder text = new StringBuilder();
        StringBuilder copies = new StringBuilder("FROM scratch AS all\n");
        for (int i = 0; i < count; i++) {
            text.append("FROM busybox AS s" + i + "\nRUN make\n");
            copies.append("COPY --from=s" + i + " /out /" + i + "\n");
        }
        return text.append(copies).toString();
    }

    private static String twoOnABase() {
        return """
                FROM busybox AS base
                RUN apk add gcc
                FROM base AS one
                RUN make
                FROM base AS two
                RUN make
                FROM busybox
                COPY --from=one /x /
                COPY --from=two /y /
                """;
    }

    private static Costs onBase(StageGraph graph, long baseMillis, long baseBytes) {
        return everyStage(graph, 60_000)
                .with(0, new StageCost(baseMillis, baseBytes, Map.of()))
                .with(3, new StageCost(100, MB, Map.of(1, MB, 2, MB)));
    }

    private static Costs everyStage(StageGraph graph, long millis) {
        Costs costs = Costs.estimated(graph);
        return new Costs(
                costs.stages().stream().map(cost -> cost.withMillis(millis)).toList(), costs.rates());
    }

    private static List<Host> hosts(int count, int processors) {
        return IntStream.range(0, count)
                .mapToObj(i -> host("host-" + i, new Host.Power(processors, 1, 4), ALL_IMAGES))
                .toList();
    }

    private static Host host(String name, Host.Power power, List<String> images) {
        return new Host(
                name,
                Flavour.BUILDX,
                List.of("linux/amd64"),
                power,
                new Host.Store(images, Long.MAX_VALUE),
                Host.Link.UNKNOWN);
    }

    private static Host host(String name, Flavour flavour, String platform) {
        return new Host(name, flavour, List.of(platform), Host.Power.UNKNOWN, Host.Store.UNKNOWN, Host.Link.UNKNOWN);
    }

    private static Unit unitOf(Plan plan, int stage) {
        return plan.units().stream()
                .filter(unit -> unit.stages().contains(stage))
                .findFirst()
                .orElseThrow();
    }

    private static Plan plan(StageGraph graph, Costs costs, List<Host> hosts) {
        PlanRequest request = new PlanRequest(graph, hosts, costs, null);
        Plan plan = Planner.plan(request).plan();
        assertThat(Playback.makespan(request, plan)).isEqualTo(plan.forecast().makespanMillis());
        return plan;
    }

    private static StageGraph graph(String text, String... also) {
        String target = also.length > 1 ? also[1] : null;
        List<String> alsoBuild = also.length > 0 ? List.of(also[0]) : List.of();
        return GraphReader.read(
                        "Dockerfile",
                        text.getBytes(StandardCharsets.UTF_8),
                        new GraphOptions(target, alsoBuild, Map.of(), Set.of(), GraphOptions.DEFAULT_PLATFORM))
                .graph();
    }
}
