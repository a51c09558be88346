package io.jenkins.plugins.multistagebuild.report;

import io.jenkins.plugins.multistagebuild.build.Failure;
import io.jenkins.plugins.multistagebuild.build.HostEngine;
import io.jenkins.plugins.multistagebuild.build.InstructionOutcome;
import io.jenkins.plugins.multistagebuild.build.InstructionState;
import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.build.Result;
import io.jenkins.plugins.multistagebuild.build.StageOutcome;
import io.jenkins.plugins.multistagebuild.build.StageState;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.docker.ImageLayer;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.graph.StageInstruction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs to make reports of. */
final class Samples {

    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    static final String ID = "sha256:" + "a".repeat(64);

    private Samples() {}

    static StageGraph graph(String dockerfile) {
        return GraphReader.read("Dockerfile", dockerfile.getBytes(StandardCharsets.UTF_8), GraphOptions.none())
                .graph();
    }

    /** Two builders side by side, then the target; one stage that is not needed. */
    static StageGraph fan() {
        return graph(
                """
                FROM busybox AS a
                RUN one
                FROM busybox AS b
                RUN two
                FROM busybox AS unneeded
                FROM alpine AS runtime
                ENV X=1
                COPY --from=a /x /x
                COPY --from=b /y /y
                CMD ["x"]
                """);
    }

    /** A successful run in which each needed stage takes the given milliseconds, and begins when what it needs has ended. */
    static Outcome success(StageGraph graph, long... millis) {
        List<StageOutcome> stages = new ArrayList<>();
        long[] ends = new long[graph.stages().size()];
        for (Stage stage : graph.stages()) {
            if (!stage.needed()) {
                stages.add(skipped(stage));
                continue;
            }
            long begin = stage.dependencies().stream()
                    .mapToLong(dependency -> ends[dependency.stage()])
                    .max()
                    .orElse(0);
            long took = millis[stage.index() % millis.length];
            ends[stage.index()] = begin + took;
            stages.add(built(stage, begin, took));
        }
        long wall = ends[graph.target()];
        return new Outcome(
                Result.SUCCESS,
                START,
                wall,
                List.of("shop/web:1"),
                stages,
                image(graph),
                List.of(engine()),
                List.of(),
                null);
    }

    static Outcome failure(StageGraph graph, String message, List<String> lastLines) {
        List<StageOutcome> stages = graph.stages().stream()
                .map(stage -> new StageOutcome(stage.index(), StageState.ABORTED, null, 0, null, 0, List.of(), false))
                .toList();
        return new Outcome(
                Result.FAILURE,
                START,
                5,
                List.of(),
                stages,
                null,
                List.of(engine()),
                List.of(),
                new Failure(message, 0, 2, 3, lastLines));
    }

    /** A report with another image. */
    static BuildReport with(BuildReport report, BuildReport.ImageReport image) {
        return new BuildReport(
                report.schemaVersion(),
                report.dockerfile(),
                report.target(),
                report.result(),
                report.startedAt(),
                report.wallMillis(),
                report.sequentialMillis(),
                image,
                report.stages(),
                report.criticalPath(),
                report.lint(),
                report.transfers(),
                report.engines(),
                report.failure(),
                null,
                null,
                report.cut(),
                report.comparison(),
                report.gates(),
                report.waste(),
                List.of());
    }

    private static StageOutcome skipped(Stage stage) {
        return new StageOutcome(stage.index(), StageState.SKIPPED, null, 0, null, 0, List.of(), false);
    }

    private static StageOutcome built(Stage stage, long begin, long took) {
        List<InstructionOutcome> instructions = new ArrayList<>();
        instructions.add(new InstructionOutcome(
                stage.line(),
                "FROM " + stage.base().ref(),
                InstructionState.CACHED,
                START.plusMillis(begin),
                0,
                List.of()));
        boolean first = true;
        for (StageInstruction each : stage.instructions()) {
            boolean long_ = first && each.step();
            instructions.add(new InstructionOutcome(
                    each.line(),
                    each.text(),
                    InstructionState.BUILT,
                    each.step() ? START.plusMillis(begin) : null,
                    long_ ? took : 0,
                    List.of()));
            first &= !each.step();
        }
        return new StageOutcome(
                stage.index(), StageState.BUILT, "docker-1", 0, START.plusMillis(begin), took, instructions, false);
    }

    /** Two layers of the base, then an entry for each instruction of the target. */
    private static ImageDetails image(StageGraph graph) {
        List<ImageLayer> layers = new ArrayList<>();
        layers.add(new ImageLayer("sha256:" + "1".repeat(64), 5_000_000, "/bin/sh -c #(nop) ADD file:1 in / "));
        layers.add(new ImageLayer(null, 0, "/bin/sh -c #(nop)  CMD [\"sh\"]"));
        layers.add(new ImageLayer("sha256:" + "2".repeat(64), 1_000, "RUN /bin/sh -c base # buildkit"));
        long size = 10;
        for (StageInstruction each : graph.stage(graph.target()).instructions()) {
            layers.add(new ImageLayer(
                    each.step() ? "sha256:" + "3".repeat(64) : null,
                    each.step() ? size++ : 0,
                    each.text().replaceAll("--from=\\S+ ", "") + " # buildkit"));
        }
        return new ImageDetails(
                ID, null, layers.stream().mapToLong(ImageLayer::sizeBytes).sum(), layers);
    }

    private static HostEngine engine() {
        return new HostEngine("docker-1", new Engine(Flavour.BUILDX, "28.1", "28.2", "0.13.1", true, "linux/amd64"));
    }
}
