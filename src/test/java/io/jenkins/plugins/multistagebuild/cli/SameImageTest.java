package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds the files under {@code images}, each as this program and as {@code docker build} does, and compares the images. */
class SameImageTest {

    private static final Path CASES = Path.of("src/test/resources/images");
    /** Names the flavours with which {@code docker build} itself can build a case; without it all can. */
    private static final String FLAVOURS = ".flavours";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void theImageIsThatOfDockerBuild(Flavour flavour) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(4);
        Map<String, Future<Map<String, String>>> compared = new TreeMap<>();
        try {
            for (Path each : cases(flavour)) {
                compared.put(each.getFileName().toString(), workers.submit(() -> differences(flavour, each)));
            }
            Map<String, Map<String, String>> different = new TreeMap<>();
            for (Map.Entry<String, Future<Map<String, String>>> each : compared.entrySet()) {
                Map<String, String> differences = each.getValue().get();
                if (!differences.isEmpty()) {
                    different.put(each.getKey(), differences);
                }
            }
            assertThat(different).as("cases that differ").isEmpty();
            assertThat(compared).hasSizeGreaterThanOrEqualTo(60);
        } finally {
            workers.shutdownNow();
        }
    }

    private static List<Path> cases(Flavour flavour) throws IOException {
        try (Stream<Path> all = Files.list(CASES)) {
            return all.filter(each -> canBuild(flavour, each)).sorted().toList();
        }
    }

    private static boolean canBuild(Flavour flavour, Path each) {
        Path flavours = each.resolve(FLAVOURS);
        try {
            return !Files.exists(flavours)
                    || List.of(Files.readString(flavours).split("\\s+")).contains(flavour.json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one image has other than the other. */
    private Map<String, String> differences(Flavour flavour, Path context) throws Exception {
        TestEngine engine = TestEngine.of(flavour);
        String name = "msb-same:" + UUID.randomUUID();
        List<String> tags = new ArrayList<>(List.of(name + "-ours", name + "-docker"));
        try {
            Terminal terminal = new Terminal();
            int status = terminal.run(
                    "build",
                    "--host",
                    engine.host(),
                    "--docker",
                    engine.client(),
                    "--no-cache",
                    "-t",
                    tags.get(0),
                    "--output",
                    folder.resolve(context.getFileName()).toString(),
                    context.toString());
            if (status != 0) {
                return Map.of("build", terminal.out() + terminal.err());
            }
            dockerBuild(flavour, engine, tags.get(1), context);
            Map<String, String> ours = ImageContent.of(engine, tags.get(0));
            Map<String, String> theirs = ImageContent.of(engine, tags.get(1));
            Map<String, String> differences =
                    ReportedSizes.differences(folder.resolve(context.getFileName()), engine, tags.get(0));
            differences.putAll(different(ours, theirs));
            return differences;
        } finally {
            engine.docker("rmi", "--force", tags.get(0), tags.get(1));
        }
    }

    /** Facts in which images differ. */
    static Map<String, String> different(Map<String, String> ours, Map<String, String> theirs) {
        Map<String, String> differences = new TreeMap<>();
        Stream.of(ours, theirs)
                .flatMap(each -> each.keySet().stream())
                .distinct()
                .forEach(fact -> {
                    if (!String.valueOf(ours.get(fact)).equals(theirs.get(fact))) {
                        differences.put(fact, ours.get(fact) + " instead of " + theirs.get(fact));
                    }
                });
        return differences;
    }

    static void dockerBuild(Flavour flavour, TestEngine engine, String tag, Path context)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(engine.client(), "build", "--no-cache", "--quiet", "-t", tag, context.toString());
        builder.environment().put("DOCKER_HOST", engine.host());
        builder.environment().put("DOCKER_BUILDKIT", flavour == Flavour.CLASSIC ? "0" : "1");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("docker build " + context + ": " + said);
        }
    }
}
