package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.BuildHosts;
import io.jenkins.plugins.multistagebuild.build.BuildOptions;
import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.build.Result;
import io.jenkins.plugins.multistagebuild.build.RunRules;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Builds a file with its stages shared out in turns over engines of different flavours, and compares the image with that of
 * {@code docker build} on the engine where it came to be.
 *
 * @param engines names of the engines
 * @param first which of them has the first turn
 * @param folder where a folder for the run can be made
 * @param registry the repository by which hand-overs travel; null where they go from host to host
 */
record SpreadBuild(List<String> engines, int first, Path folder, @CheckForNull String registry) {

    static StageGraph graph(Path context) throws IOException {
        return GraphReader.read(
                        "Dockerfile",
                        Files.readAllBytes(context.resolve("Dockerfile")),
                        new GraphOptions(null, List.of(), Map.of(), Set.of(), "linux/amd64"))
                .graph();
    }

    /**
     * What differs, and what is left behind; empty where all is well.
     *
     * @param look is given what is in the image
     */
    Map<String, String> differences(Path context, Consumer<Map<String, String>> look) throws Exception {
        String name = "msb-spread:" + UUID.randomUUID();
        RunId run = RunId.ofThisProcess();
        Outcome outcome = build(context, name + "-ours", run);
        if (outcome.result() != Result.SUCCESS) {
            return Map.of("build", String.valueOf(outcome.failure()));
        } else if (registry != null && outcome.transfers().stream().noneMatch(each -> each.through() != null)) {
            return Map.of("build", "nothing travelled through " + registry);
        }
        String home = engines.get(Math.floorMod(graph(context).target() + first, engines.size()));
        TestEngine engine = TestEngine.named(home);
        try {
            Map<String, String> ours = ImageContent.of(engine, name + "-ours");
            look.accept(ours);
            SameImageTest.dockerBuild(flavour(home), engine, name + "-docker", context);
            Map<String, String> differences = SameImageTest.different(ours, ImageContent.of(engine, name + "-docker"));
            // Builders differ in some facts by themselves; a stage then is as its own one makes it.
            for (String other : differences.isEmpty() ? List.<String>of() : engines) {
                TestEngine any = TestEngine.named(other);
                SameImageTest.dockerBuild(flavour(other), any, name + "-" + other, context);
                Map<String, String> different = SameImageTest.different(ours, ImageContent.of(any, name + "-" + other));
                differences.keySet().retainAll(different.keySet());
                any.docker("rmi", "--force", name + "-" + other);
            }
            for (String each : engines) {
                TestEngine any = TestEngine.named(each);
                String left = any.images("--quiet", "--filter", "label=" + RunId.LABEL + "=" + run.value())
                        + any.images("--quiet", "--filter", "reference=*/hand-over:" + run.value() + "*")
                        + any.images("--format", "{{.Repository}}:{{.Tag}}")
                                .lines()
                                .filter(named -> named.contains(run.value()))
                                .toList();
                if (!left.equals("[]")) {
                    differences.put("left on " + each, left);
                }
            }
            return differences;
        } finally {
            engine.docker("rmi", "--force", name + "-ours", name + "-docker");
        }
    }

    private static Flavour flavour(String engine) {
        return engine.equals("containerd") ? Flavour.BUILDX : Flavour.valueOf(engine.toUpperCase(Locale.ROOT));
    }

    /** Builds it, and tells how that ended. */
    Outcome build(Path context, String tag, RunId run) throws Exception {
        Path work = Files.createTempDirectory(folder, "run");
        BuildRequest request = BuildRequest.of(
                        context.resolve("Dockerfile").toAbsolutePath().toString(), context.toString())
                .withNaming(new BuildRequest.Naming(List.of(tag), Map.of(), false))
                .withCache(new BuildRequest.Cache(true, List.of(), List.of(), List.of()));
        List<DockerHost> hosts = engines.stream()
                .map(engine -> new DockerHost(
                        engine,
                        TestEngine.named(engine).host(),
                        TestEngine.named(engine).client(),
                        Map.of()))
                .toList();
        BuildOptions options = new BuildOptions(
                new BuildHosts(hosts, true, null, new TurnPlanner(first), null).withRegistry(registry),
                EnginePreference.AUTO,
                request,
                work.toString(),
                Files.readAllBytes(context.resolve("Dockerfile")),
                run,
                RunRules.DEFAULT);
        StageGraph graph = graph(context);
        Files.createDirectories(work.resolve("logs"));
        try (StageLogFiles logs =
                new StageLogFiles(graph, work.resolve("logs"), new PrintStream(OutputStream.nullOutputStream()))) {
            return new LocalRun(new Build(graph, options, Instant.now()), logs, EarlyAnswers.none(), () -> {}).run();
        }
    }
}
