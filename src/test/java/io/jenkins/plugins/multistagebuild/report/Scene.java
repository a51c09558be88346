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
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.graph.StageInstruction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Plays a Dockerfile as an engine with as many hands as it likes does it: an instruction begins when the one before it and
 * the stage that it copies from have ended.
 */
final class Scene {

    private final StageGraph graph;
    private ToLongFunction<StageInstruction> millis = each -> each.step() ? 1_000L : 0L;
    private Function<Stage, String> host = stage -> "docker-1";
    private long failsAt = Long.MAX_VALUE;
    private int failingLine;
    private Instant start = Samples.START;
    private boolean aborted;
    private final List<ImageLayer> base = new ArrayList<>();
    private ToLongFunction<StageInstruction> size = each -> 100_000;

    Scene(String dockerfile) {
        graph = Samples.graph(dockerfile);
        base.add(new ImageLayer("sha256:" + "b".repeat(64), 74_800_000, "root file system"));
    }

    /** How long an instruction takes; nothing for one out of the cache. */
    Scene taking(ToLongFunction<StageInstruction> millis) {
        this.millis = millis;
        return this;
    }

    Scene on(Function<Stage, String> host) {
        this.host = host;
        return this;
    }

    Scene adding(ToLongFunction<StageInstruction> size) {
        this.size = size;
        return this;
    }

    /** When the run begins. */
    Scene beginning(Instant time) {
        start = time;
        return this;
    }

    Scene failingAt(int line) {
        failingLine = line;
        return this;
    }

    /** Lets somebody stop it after so many milliseconds. */
    Scene abortedAt(long millis) {
        aborted = true;
        failsAt = millis;
        return this;
    }

    StageGraph graph() {
        return graph;
    }

    BuildReport report() {
        return BuildReport.of(graph, outcome());
    }

    Outcome outcome() {
        long[][] begins = begins();
        long wall = 0;
        for (Stage stage : graph.stages()) {
            for (int i = 0; stage.needed() && i < stage.instructions().size(); i++) {
                StageInstruction each = stage.instructions().get(i);
                long end = begins[stage.index()][i] + millis.applyAsLong(each);
                wall = Math.max(wall, end);
                if (each.line() == failingLine) {
                    failsAt = end;
                }
            }
        }
        wall = Math.min(wall, failsAt);
        List<StageOutcome> stages = new ArrayList<>();
        for (Stage stage : graph.stages()) {
            stages.add(stage(stage, begins[stage.index()]));
        }
        boolean failed = failingLine > 0 || aborted;
        return new Outcome(
                aborted ? Result.ABORTED : failed ? Result.FAILURE : Result.SUCCESS,
                start,
                wall + 300,
                failed ? List.of() : List.of("registry.example/shop/web:1.42"),
                stages,
                failed ? null : image(),
                graph.stages().stream()
                        .filter(Stage::needed)
                        .map(host)
                        .distinct()
                        .sorted()
                        .map(name -> new HostEngine(
                                name, new Engine(Flavour.BUILDX, "28.1", "28.2", "0.13.1", true, "linux/amd64")))
                        .toList(),
                List.of(),
                aborted ? new Failure("aborted by alice", null, 0, null, List.of()) : failed ? failure() : null);
    }

    private Failure failure() {
        for (Stage stage : graph.stages()) {
            for (StageInstruction each : stage.instructions()) {
                if (each.line() == failingLine) {
                    return new Failure(
                            "Dockerfile:" + failingLine + ": " + each.text() + " in stage " + stage.displayName()
                                    + " ended with exit status 2",
                            stage.index(),
                            failingLine,
                            2,
                            List.of("src/cart/total.ts:41:7 - error TS2322:", "  Type 'string' is not a number", ""));
                }
            }
        }
        throw new IllegalArgumentException("no instruction in line " + failingLine);
    }

    private long[][] begins() {
        long[][] begins = new long[graph.stages().size()][];
        long[] ends = new long[begins.length];
        for (Stage stage : graph.stages()) {
            begins[stage.index()] = new long[stage.instructions().size()];
            long now = stage.base().stage() == null ? 200 : ends[stage.base().stage()];
            for (int i = 0; i < stage.instructions().size(); i++) {
                StageInstruction each = stage.instructions().get(i);
                for (Dependency dependency : stage.dependencies()) {
                    if (dependency.line() == each.line()) {
                        now = Math.max(now, ends[dependency.stage()]);
                    }
                }
                begins[stage.index()][i] = now;
                now += millis.applyAsLong(each);
            }
            ends[stage.index()] = now;
        }
        return begins;
    }

    private StageOutcome stage(Stage stage, long[] begins) {
        if (!stage.needed()) {
            return new StageOutcome(stage.index(), StageState.SKIPPED, null, 0, null, 0, List.of(), false);
        }
        List<InstructionOutcome> instructions = new ArrayList<>();
        String from = "FROM " + stage.base().ref();
        instructions.add(new InstructionOutcome(stage.line(), from, InstructionState.CACHED, null, 0, List.of()));
        long first = Long.MAX_VALUE;
        long busy = 0;
        StageState state = StageState.CACHED;
        for (int i = 0; i < begins.length; i++) {
            StageInstruction each = stage.instructions().get(i);
            long took = millis.applyAsLong(each);
            InstructionState was = state(each, begins[i], took);
            boolean ran = each.step() && begins[i] < failsAt;
            long cut = Math.max(0, Math.min(took, failsAt - begins[i]));
            instructions.add(new InstructionOutcome(
                    each.line(), each.text(), was, ran ? start.plusMillis(begins[i]) : null, ran ? cut : 0, List.of()));
            if (ran) {
                first = Math.min(first, begins[i]);
                busy += cut;
            }
            if (was != InstructionState.CACHED && state != StageState.FAILED) {
                state = StageState.valueOf(was.name());
            }
        }
        boolean ran = first < Long.MAX_VALUE;
        return new StageOutcome(
                stage.index(),
                state,
                host.apply(stage),
                ran ? first / 50 : 0,
                ran ? start.plusMillis(first) : null,
                ran ? busy : 0,
                instructions,
                false);
    }

    private InstructionState state(StageInstruction each, long begin, long took) {
        if (each.line() == failingLine) {
            return InstructionState.FAILED;
        }
        if (begin + took > failsAt || begin >= failsAt) {
            return InstructionState.ABORTED;
        }
        return took == 0 ? InstructionState.CACHED : InstructionState.BUILT;
    }

    private ImageDetails image() {
        List<ImageLayer> layers = new ArrayList<>(base);
        List<Stage> chain = new ArrayList<>();
        for (Stage stage = graph.targetStage();
                ;
                stage = graph.stage(stage.base().stage())) {
            chain.add(0, stage);
            if (stage.base().stage() == null) {
                break;
            }
        }
        int count = 0;
        for (Stage stage : chain) {
            for (StageInstruction each : stage.instructions()) {
                layers.add(new ImageLayer(
                        each.step() ? String.format("sha256:%064x", ++count) : null,
                        each.step() ? size.applyAsLong(each) : 0,
                        each.text() + " # buildkit"));
            }
        }
        return new ImageDetails(
                Samples.ID,
                null,
                layers.stream().mapToLong(ImageLayer::sizeBytes).sum(),
                layers);
    }
}
