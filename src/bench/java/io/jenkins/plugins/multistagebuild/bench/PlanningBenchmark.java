package io.jenkins.plugins.multistagebuild.bench;

import io.jenkins.plugins.multistagebuild.family.GraphFamily;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Planner;
import io.jenkins.plugins.multistagebuild.plan.Planning;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to plan stages over hosts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PlanningBenchmark {

    /** How many stages the graph has. */
    @Param({"20", "1000"})
    public int stages;

    /** How many hosts there are. */
    @Param({"4", "50"})
    public int hosts;

    /** How stages hang together. */
    @Param
    public GraphFamily.Shape shape;

    private PlanRequest request;

    /** Makes up the graph. */
    @Setup
    public void make() {
        request = GraphFamily.request(1, shape, stages, hosts);
    }

    /** The plan with its forecast. */
    @Benchmark
    public Planning plan() {
        return Planner.plan(request);
    }
}
