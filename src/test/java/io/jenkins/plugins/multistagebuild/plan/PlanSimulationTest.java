package io.jenkins.plugins.multistagebuild.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.family.GraphFamily;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Large graphs made up by chance; docs/benchmarks.md tells what comes out. */
class PlanSimulationTest {

    @Test
    void aThousandStagesOnFiftyHostsEndCloseToTheBound() {
        List<Double> ratios = new ArrayList<>();
        for (GraphFamily.Shape shape : GraphFamily.Shape.values()) {
            for (int seed = 0; seed < 3; seed++) {
                PlanRequest request = GraphFamily.request(seed, shape, 1_000, 50);
                Plan plan = Planner.plan(request).plan();
                Forecast forecast = plan.forecast();

                assertThat(forecast.makespanMillis())
                        .as("%s %d", shape, seed)
                        .isLessThanOrEqualTo(forecast.singleHostMillis());
                if (seed == 0) {
                    assertThat(Playback.makespan(request, plan)).isEqualTo(forecast.makespanMillis());
                }
                ratios.add((double) forecast.makespanMillis() / forecast.lowerBoundMillis());
            }
        }
        assertThat(ratios.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .isLessThan(1.2);
    }
}
