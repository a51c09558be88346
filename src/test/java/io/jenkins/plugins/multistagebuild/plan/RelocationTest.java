package io.jenkins.plugins.multistagebuild.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RelocationTest {

    private static final String FILE =
            """
            FROM busybox AS one
            RUN one
            FROM busybox AS two
            RUN two
            FROM busybox
            COPY --from=one /a /b /
            COPY --from=two /c /
            """;
    private static final HandOver ONE = new HandOver(0, 1, false, List.of("/a", "/b"), 5);
    private static final HandOver TWO = new HandOver(1, 1, false, List.of("/c"), 7);

    /** The target on a, both others in one unit on b. */
    private final List<Unit> units = List.of(
            new Unit("a", List.of(2), List.of(2), List.of(), List.of(1), List.of(ONE, TWO), 20, 25),
            new Unit("b", List.of(0, 1), List.of(0, 1), List.of(), List.of(), List.of(), 0, 10));

    @Test
    void aUnitThatMovesToTheHostOfItsUserHandsNothingOver() {
        Relocation.Moved moved = move(List.of(host("a", Flavour.BUILDX)), new BitSet(), Map.of());
        assertThat(moved.moved()).containsExactly(1);
        assertThat(moved.units().get(1).host()).isEqualTo("a");
        assertThat(moved.units().get(0).needs()).containsExactly(1);
        assertThat(moved.units().get(0).handOvers()).isEmpty();
    }

    @Test
    void theHostWithTheLeastToDoTakesIt() {
        Relocation.Moved moved =
                move(List.of(host("a", Flavour.BUILDX), host("c", Flavour.BUILDX)), new BitSet(), Map.of());
        assertThat(moved.units().get(1).host()).isEqualTo("c");
        assertThat(moved.units().get(0).handOvers()).extracting(HandOver::stage).containsExactly(0, 1);
    }

    @Test
    void whatHasArrivedIsNotBuiltAgain() {
        BitSet ended = BitSet.valueOf(new long[] {2});
        Relocation.Moved moved = move(List.of(host("a", Flavour.BUILDX)), ended, Map.of("a", List.of(ONE, TWO)));
        assertThat(moved.moved()).isEmpty();
        assertThat(moved.units()).isEqualTo(units);
    }

    @Test
    void whatHasEndedButArrivedInPartIsBuiltAgain() {
        BitSet ended = BitSet.valueOf(new long[] {2});
        HandOver part = new HandOver(0, 1, false, List.of("/a"), 5);
        assertThat(move(List.of(host("a", Flavour.BUILDX)), ended, Map.of("a", List.of(part, TWO)))
                        .moved())
                .containsExactly(1);
    }

    @Test
    void theClassicBuilderGetsAUnitForEachStage() {
        Relocation.Moved moved =
                move(List.of(host("a", Flavour.BUILDX), host("c", Flavour.CLASSIC)), new BitSet(), Map.of());
        assertThat(moved.moved()).containsExactlyInAnyOrder(1, 2);
        assertThat(moved.units()).extracting(Unit::stages).containsExactly(List.of(2), List.of(0), List.of(1));
        assertThat(moved.units().get(0).handOvers()).extracting(HandOver::unit).containsExactly(1, 2);
        assertThat(moved.units().get(0).needs()).containsExactly(1, 2);
    }

    @Test
    void nothingMovesWhereNoHostThatIsLeftCanBuildIt() {
        Host arm = new Host(
                "a", Flavour.BUILDX, List.of("linux/arm64"), Host.Power.UNKNOWN, Host.Store.UNKNOWN, Host.Link.UNKNOWN);
        PlanRequest request = new PlanRequest(graph(), List.of(arm), Costs.estimated(graph()), "linux/amd64");
        assertThat(Relocation.of(request, Set.of("a"), units, new BitSet(), Map.of()))
                .isNull();
    }

    @Test
    void onlyWhoMayTakeItDoesAlsoWhereAnotherHasLessToDo() {
        PlanRequest request = new PlanRequest(
                graph(), List.of(host("a", Flavour.BUILDX), host("c", Flavour.BUILDX)), Costs.estimated(graph()), null);
        Relocation.Moved moved = Relocation.of(request, Set.of("a"), units, new BitSet(), Map.of());
        assertThat(moved.units().get(1).host()).isEqualTo("a");
    }

    private Relocation.Moved move(List<Host> left, BitSet ended, Map<String, List<HandOver>> arrived) {
        Set<String> takers = left.stream().map(Host::name).collect(Collectors.toSet());
        return Relocation.of(
                new PlanRequest(graph(), left, Costs.estimated(graph()), null), takers, units, ended, arrived);
    }

    private static Host host(String name, Flavour flavour) {
        return new Host(name, flavour);
    }

    private static StageGraph graph() {
        return GraphReader.read(
                        "Dockerfile",
                        FILE.getBytes(StandardCharsets.UTF_8),
                        new GraphOptions(null, List.of(), Map.of(), Set.of(), "linux/amd64"))
                .graph();
    }
}
