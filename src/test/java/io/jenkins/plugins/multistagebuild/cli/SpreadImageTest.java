package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
                if (fits && SpreadBuild.graph(each).neededStages().size() > 1) {
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

    private Map<String, String> differences(List<String> engines, int first, Path context) throws Exception {
        return new SpreadBuild(engines, first, folder, null).differences(context, ours -> {
            if (context.endsWith("file-capabilities")) {
                assertThat(ours.get("copied/bin/tool")).contains(" security.capability 01000002000400");
                assertThat(ours.get("copied-of-image/bin/tool")).contains(" security.capability 01000002000400");
            }
        });
    }
}
