package io.jenkins.plugins.multistagebuild.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.family.GraphFamily;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is true of every plan, tried with graphs made up by chance. */
class PlanPropertiesTest {

    private static final int SEEDS = 40;

    private static PlanRequest request(GraphFamily.Shape shape, int seed) {
        Random chance = new Random(seed);
        return GraphFamily.request(seed, shape, 1 + chance.nextInt(40), 1 + chance.nextInt(6));
    }

    @ParameterizedTest
    @EnumSource
    void aPlanCanBeCarriedOutAndTakesAsLongAsItSays(GraphFamily.Shape shape) {
        for (int seed = 0; seed < SEEDS; seed++) {
            PlanRequest request = request(shape, seed);
            Plan plan = Planner.plan(request).plan();

            assertThat(Playback.makespan(request, plan))
                    .as("%s %d", shape, seed)
                    .isEqualTo(plan.forecast().makespanMillis());
        }
    }

    @ParameterizedTest
    @EnumSource
    void noPlanIsSlowerThanAnyHostAloneOrFasterThanItsBound(GraphFamily.Shape shape) {
        for (int seed = 0; seed < SEEDS; seed++) {
            PlanRequest request = request(shape, seed);
            Plan plan = Planner.plan(request).plan();

            for (Host host : request.hosts()) {
                Plan alone = Planner.plan(request.graph(), host);
                assertThat(plan.forecast().makespanMillis())
                        .as("%s %d", shape, seed)
                        .isLessThanOrEqualTo(Playback.makespan(request, alone))
                        .isGreaterThanOrEqualTo(plan.forecast().lowerBoundMillis());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyNeededStageHasOneUnitThatAnswersForIt(GraphFamily.Shape shape) {
        for (int seed = 0; seed < SEEDS; seed++) {
            PlanRequest request = request(shape, seed);
            Plan plan = Planner.plan(request).plan();

            List<Integer> stages = plan.units().stream()
                    .flatMap(unit -> unit.stages().stream())
                    .toList();
            assertThat(stages)
                    .as("%s %d", shape, seed)
                    .containsExactlyInAnyOrderElementsOf(request.graph().neededStages());
            assertThat(plan.units().get(0).targets())
                    .containsExactly(request.graph().target());
            for (Unit unit : plan.units()) {
                assertThat(unit.rebuilt()).noneMatch(unit.stages()::contains);
                assertThat(unit.endMillis()).isGreaterThanOrEqualTo(unit.startMillis());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHandOverIsThereExactlyWhereSomethingIsNeededFromElsewhere(GraphFamily.Shape shape) {
        for (int seed = 0; seed < SEEDS; seed++) {
            PlanRequest request = request(shape, seed);
            Plan plan = Planner.plan(request).plan();

            for (Unit unit : plan.units()) {
                Set<Integer> missing = missing(request, plan, unit);
                assertThat(unit.handOvers())
                        .extracting(HandOver::stage)
                        .as("%s %d", shape, seed)
                        .containsExactlyInAnyOrderElementsOf(missing);
                for (HandOver each : unit.handOvers()) {
                    Unit from = plan.units().get(each.unit());
                    assertThat(from.stages()).contains(each.stage());
                    assertThat(from.host()).isNotEqualTo(unit.host());
                }
            }
        }
    }

    /** What a unit's stages need and its host does not build. */
    private static Set<Integer> missing(PlanRequest request, Plan plan, Unit unit) {
        Set<Integer> here = new HashSet<>();
        plan.units().stream().filter(other -> other.host().equals(unit.host())).forEach(other -> {
            here.addAll(other.stages());
            here.addAll(other.rebuilt());
        });
        Set<Integer> missing = new HashSet<>();
        List<Integer> built = new ArrayList<>(unit.stages());
        built.addAll(unit.rebuilt());
        for (int stage : built) {
            request.graph().stage(stage).dependencies().stream()
                    .map(Dependency::stage)
                    .forEach(missing::add);
        }
        missing.removeAll(here);
        return missing;
    }

    @ParameterizedTest
    @EnumSource
    void aUnitIsAskedForNoMoreThanItTakes(GraphFamily.Shape shape) {
        for (int seed = 0; seed < SEEDS; seed++) {
            PlanRequest request = request(shape, seed);
            for (Unit unit : Planner.plan(request).plan().units()) {
                Set<Integer> built = new HashSet<>(unit.stages());
                built.addAll(unit.rebuilt());
                Set<Integer> reached = new HashSet<>(unit.targets());
                List<Integer> open = new ArrayList<>(unit.targets());
                while (!open.isEmpty()) {
                    request.graph().stage(open.remove(0)).dependencies().stream()
                            .map(Dependency::stage)
                            .filter(source -> built.contains(source) && reached.add(source))
                            .forEach(open::add);
                }
                assertThat(reached).as("%s %d", shape, seed).isEqualTo(built);
            }
        }
    }

    @Test
    void theSameRequestLeadsToTheSamePlan() {
        for (int seed = 0; seed < 20; seed++) {
            PlanRequest request = request(GraphFamily.Shape.ANY, seed);
            assertThat(Planner.plan(request)).isEqualTo(Planner.plan(request(GraphFamily.Shape.ANY, seed)));
        }
    }
}
