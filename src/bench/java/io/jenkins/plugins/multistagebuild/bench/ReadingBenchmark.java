package io.jenkins.plugins.multistagebuild.bench;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.Reading;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.Plan;
import io.jenkins.plugins.multistagebuild.plan.Planner;
import java.nio.charset.StandardCharsets;
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
import org.openjdk.jmh.infra.Blackhole;

/** How long it takes to read a file of so many instructions, ten to a stage, and to plan it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReadingBenchmark {

    /** How many instructions the file has. */
    @Param({"1000", "10000", "100000"})
    public int instructions;

    /** Whether stages are mostly built from images, or each from the one before, with all it hands down. */
    @Param({"wide", "chain"})
    public String shape;

    private byte[] text;

    /** Writes the file: every stage copies from two earlier ones, is built from an image or a stage, and uses variables. */
    @Setup
    public void write() {
        StringBuilder file = new StringBuilder("ARG BASE=busybox:1.36\n");
        for (int stage = 0; stage < instructions / 10; stage++) {
            boolean chained = shape.equals("chain") ? stage > 0 : stage % 7 == 6;
            String base = chained ? "s" + (shape.equals("chain") ? stage - 1 : stage - 3) : "${BASE}";
            int first = Math.max(0, stage - 1 - stage % 5);
            int second = stage / 2;
            file.append("FROM ").append(base).append(" AS s").append(stage).append('\n');
            file.append("ARG VERSION=").append(stage).append('\n');
            file.append("ENV NAME=s").append(stage).append(" DIR=/opt/${VERSION}\n");
            file.append("WORKDIR ${DIR:-/opt}\n");
            if (stage > 0) {
                file.append("COPY --from=s").append(first).append(" /out /in/a\n");
                file.append("RUN --mount=type=bind,from=s")
                        .append(Math.min(second, stage - 1))
                        .append(",target=/mnt make ${NAME}\n");
            } else {
                file.append("COPY a /in/a\nRUN --mount=type=cache,target=/root/.cache make ${NAME}\n");
            }
            file.append("COPY <<EOF /in/b\nhello $NAME\nEOF\n");
            file.append("RUN [\"make\", \"install\"]\n");
            file.append("LABEL stage=$NAME version=\"${VERSION}\"\n");
            file.append("RUN set -e \\\n    && make test \\\n    && make clean\n");
        }
        text = file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes to graph, findings, levels, critical path and plan. */
    @Benchmark
    public Plan readAndPlan(Blackhole hole) {
        Reading reading = GraphReader.read("Dockerfile", text, GraphOptions.none());
        StageGraph graph = reading.graph();
        if (graph == null) {
            throw new IllegalStateException(reading.problems().toString());
        }
        hole.consume(graph.levels());
        hole.consume(graph.criticalPath(stage -> 1L + stage.instructions().size()));
        return Planner.plan(graph, new Host("local", Flavour.BUILDX));
    }
}
