package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Builds the files under {@code images} with their stages shared out in turns over two or three hosts of different flavours,
 * and compares the image with that of {@code docker build} on the host where it came to be.
 */
class SpreadImageTest {

    private static final Path CASES = Path.of("src/test/resources/images");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @ValueSource(strings = {"classic buildx", "buildx buildkit containerd"})
    void theImageIsThatOfOneHost(String names) throws Exception {
        List<String> engines = Stream.of(names.split(" "))
                .filter(name -> TestEngine.named(name) != null)
                .toList();
        ExecutorService workers = Executors.newFixedThreadPool(4);
        Map<String, Future<Map<String, String>>> compared = new TreeMap<>();
        try {
            for (Path each : cases(engines)) {
                int turn = compared.size() % engines.size();
                compared.put(
                        each.getFileName() + " from " + engines.get(turn),
                        workers.submit(() -> differences(engines, turn, each)));
            }
            Map<String, Map<String, String>> different = new TreeMap<>();
            for (Map.Entry<String, Future<Map<String, String>>> each : compared.entrySet()) {
                Map<String, String> differences = each.getValue().get();
                if (!differences.isEmpty()) {
                    different.put(each.getKey(), differences);
                }
            }
            assertThat(different).as("cases that differ").isEmpty();
            assertThat(compared).hasSizeGreaterThanOrEqualTo(20);
        } finally {
            workers.shutdownNow();
        }
    }

    /** Those with several stages that each of the engines can build alone. */
    private List<Path> cases(List<String> engines) throws IOException {
        List<Path> cases = new ArrayList<>(List.of(withFileCapabilities()));
        try (Stream<Path> all = Files.list(CASES)) {
            for (Path each : all.sorted().toList()) {
                Path flavours = each.resolve(".flavours");
                boolean fits = !Files.exists(flavours)
                        || engines.stream().allMatch(engine -> canBuild(engine, read(flavours)));
                if (fits && graph(each).neededStages().size() > 1) {
                    cases.add(each);
                }
            }
        }
        return cases;
    }

    /** A file that may use low ports, by an extended attribute, handed over as a path and in an image. */
    private Path withFileCapabilities() throws IOException {
        Path context = Files.createDirectories(folder.resolve("file-capabilities"));
        TarArchiveEntry entry = new TarArchiveEntry("bin/tool");
        entry.setMode(0100755);
        entry.addPaxHeader("SCHILY.xattr.security.capability", "\1\0\0\2\0\4" + "\0".repeat(14));
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(context.resolve("tool.tar")))) {
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        Files.writeString(
                context.resolve("Dockerfile"),
                """
                FROM busybox:1.36 AS capable
                ADD tool.tar /capable/
                FROM capable AS more
                RUN touch /more
                FROM busybox:1.36
                COPY --from=capable /capable /copied
                COPY --from=more /capable /copied-of-image
                """);
        return context;
    }

    private static boolean canBuild(String engine, String flavours) {
        return List.of(flavours.split("\\s+")).contains(engine.equals("containerd") ? "buildx" : engine);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static StageGraph graph(Path context) throws IOException {
        return GraphReader.read(
                        "Dockerfile",
                        Files.readAllBytes(context.resolve("Dockerfile")),
                        new GraphOptions(null, List.of(), Map.of(), Set.of(), "linux/amd64"))
                .graph();
    }

    private Map<String, String> differences(List<String> engines, int first, Path context) throws Exception {
        String name = "msb-spread:" + UUID.randomUUID();
        List<DockerHost> hosts = engines.stream()
                .map(engine -> new DockerHost(
                        engine,
                        TestEngine.named(engine).host(),
                        TestEngine.named(engine).client(),
                        Map.of()))
                .toList();
        RunId run = RunId.ofThisProcess();
        Outcome outcome = build(hosts, first, context, name + "-ours", run);
        if (outcome.result() != Result.SUCCESS) {
            return Map.of("build", String.valueOf(outcome.failure()));
        }
        String home = engines.get(Math.floorMod(graph(context).target() + first, engines.size()));
        TestEngine engine = TestEngine.named(home);
        try {
            Map<String, String> ours = ImageContent.of(engine, name + "-ours");
            if (context.endsWith("file-capabilities")) {
                assertThat(ours.get("copied/bin/tool")).contains(" security.capability 01000002000400");
                assertThat(ours.get("copied-of-image/bin/tool")).contains(" security.capability 01000002000400");
            }
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
                String left = any.docker(
                                "image", "ls", "--quiet", "--filter", "label=" + RunId.LABEL + "=" + run.value())
                        + any.docker(
                                "image", "ls", "--quiet", "--filter", "reference=*/hand-over:" + run.value() + "*");
                if (!left.isEmpty()) {
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

    private Outcome build(List<DockerHost> hosts, int first, Path context, String tag, RunId run) throws Exception {
        Path work = Files.createTempDirectory(folder, "run");
        BuildRequest request = BuildRequest.of(
                        context.resolve("Dockerfile").toAbsolutePath().toString(), context.toString())
                .withNaming(new BuildRequest.Naming(List.of(tag), Map.of(), false))
                .withCache(new BuildRequest.Cache(true, List.of(), List.of(), List.of()));
        BuildOptions options = new BuildOptions(
                new BuildHosts(hosts, true, null, new TurnPlanner(first), null),
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
            return new LocalRun(new Build(graph, options, Instant.now()), logs, null).run();
        }
    }
}
