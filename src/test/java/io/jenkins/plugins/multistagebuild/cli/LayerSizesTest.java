package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.ReportHtml;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the size of an image comes from, with real engines of each flavour and bases of every kind. */
class LayerSizesTest {

    @TempDir
    private Path folder;

    private final String salt = UUID.randomUUID().toString();
    private final String tag = "msb-sizes:" + salt;
    private final String base = "msb-base:" + salt;

    /** Kinds of base image by their history, in an image's configuration. */
    enum BaseKind {
        SQUASHED(
                "[{\"created_by\":\"ADD root\",\"empty_layer\":true},{\"created_by\":\"RUN install\",\"empty_layer\":true},"
                        + "{\"created_by\":\"\",\"comment\":\"merge\"}]"),
        IMPORTED("[{\"comment\":\"Imported from -\"}]"),
        WITHOUT_HISTORY("[]");

        private final String history;

        BaseKind(String history) {
            this.history = history;
        }
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void layersAddUpToTheImageAndEachIsToldWithItsInstruction(Flavour flavour) throws Exception {
        dockerfile(
                """
                FROM busybox:1.36 AS tools
                RUN echo SALT > /x; dd if=/dev/zero of=/big bs=1000 count=2000
                FROM busybox:1.36 AS runtime
                ENV A=1
                WORKDIR /
                WORKDIR /new
                COPY --from=tools /x /x
                COPY --from=tools /x /x
                RUN touch /empty
                RUN true
                RUN cat /bin/busybox > /again
                CMD ["x"]
                """);
        BuildReport report = build(flavour, true);

        assertThat(report.image().layers().stream().filter(layer -> layer.stage() != null && layer.sizeBytes() > 0))
                .extracting(
                        BuildReport.LayerReport::instruction,
                        BuildReport.LayerReport::line,
                        BuildReport.LayerReport::stage,
                        BuildReport.LayerReport::sizeBytes)
                .containsExactly(
                        tuple("COPY --from=tools /x /x", 7, 1, 37L),
                        tuple("COPY --from=tools /x /x", 8, 1, 37L),
                        tuple("RUN cat /bin/busybox > /again", 11, 1, busybox(flavour)));
        assertThat(report.stage(1).instructions())
                .extracting(BuildReport.InstructionReport::sizeBytes)
                .containsExactly(null, 0L, 0L, 0L, 37L, 37L, 0L, 0L, busybox(flavour), 0L);
        long baseBytes = report.image().layers().stream()
                .filter(BuildReport.LayerReport::fromBase)
                .mapToLong(BuildReport.LayerReport::sizeBytes)
                .sum();
        assertThat(baseBytes).isEqualTo(size(flavour, "busybox:1.36"));
        if (flavour == Flavour.CLASSIC) {
            assertThat(report.stage(0).sizeBytes()).isEqualTo(baseBytes + 37 + 2_000_000);
            assertThat(report.saving().savedBytes())
                    .isEqualTo(report.stage(0).sizeBytes() - report.image().sizeBytes());
        } else {
            assertThat(report.stage(0).sizeBytes()).isNull();
            assertThat(report.saving()).isNull();
        }
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void layersOfSquashedAndImportedBasesAreTheBases(Flavour flavour) throws Exception {
        for (BaseKind kind : List.of(BaseKind.SQUASHED, BaseKind.IMPORTED)) {
            loadBase(TestEngine.of(flavour), kind);
            dockerfile("FROM BASE AS below\nCOPY Dockerfile /one\nFROM below\nLABEL a=b\nCOPY Dockerfile /two\n");
            BuildReport report = build(flavour, true);

            long own = Files.size(folder.resolve("Dockerfile"));
            assertThat(report.image().layers())
                    .as("%s", kind)
                    .extracting(
                            BuildReport.LayerReport::sizeBytes,
                            BuildReport.LayerReport::stage,
                            BuildReport.LayerReport::fromBase)
                    .containsExactly(tuple(50_000L, null, true), tuple(own, 0, false), tuple(own, 1, false));
        }
    }

    /** The engines themselves then tell that the lowest instruction made the base's layer. */
    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource
    void nothingIsToldOfLayersWhereTheBaseHasNoHistory(Flavour flavour) throws Exception {
        loadBase(TestEngine.of(flavour), BaseKind.WITHOUT_HISTORY);
        dockerfile("FROM BASE AS below\nCOPY Dockerfile /one\nFROM below\nLABEL a=b\nCOPY Dockerfile /two\n");
        BuildReport report = build(flavour, false);

        assertThat(report.image().sizeBytes()).isEqualTo(50_000 + 2 * Files.size(folder.resolve("Dockerfile")));
        assertThat(report.image().layerCount()).isEqualTo(3);
        assertThat(report.image().layers()).singleElement().satisfies(layer -> {
            assertThat(layer.instruction()).isEqualTo("3 layers (not told by the image's history)");
            assertThat(layer.sizeBytes()).isEqualTo(report.image().sizeBytes());
            assertThat(layer.fromBase()).isFalse();
        });
        assertThat(report.stage(1).instructions())
                .extracting(BuildReport.InstructionReport::sizeBytes)
                .containsOnlyNulls();
    }

    @Test
    @NeedsEngine(Flavour.BUILDX)
    void linkedCopiesHaveTheirOwnLayers() throws Exception {
        dockerfile(
                """
                FROM busybox:1.36 AS tools
                RUN echo SALT > /x
                FROM busybox:1.36
                RUN echo SALT SALT > /y
                COPY --link --from=tools /x /x
                COPY --link Dockerfile /d
                """);
        BuildReport report = build(Flavour.BUILDX, true);

        assertThat(report.image().layers().stream().filter(layer -> layer.stage() != null))
                .extracting(BuildReport.LayerReport::line, BuildReport.LayerReport::sizeBytes)
                .containsExactly(tuple(4, 74L), tuple(5, 37L), tuple(6, Files.size(folder.resolve("Dockerfile"))));
    }

    /** It counts packed data for the image, and history tells unpacked data for the layers. */
    @Test
    @NeedsEngine(named = "containerd")
    void withContainerdsImageStoreTheEnginesSizeIsToldAndThatItsLayersAddUpToAnother() throws Exception {
        TestEngine engine = TestEngine.named("containerd");
        dockerfile("FROM busybox:1.36\nCOPY Dockerfile /d\nRUN echo SALT && head -c 5000000 /dev/zero > /zeros\n");
        Path out = folder.resolve("out");
        Terminal terminal = new Terminal();
        long size;
        try {
            assertThat(terminal.run(command(engine, out)))
                    .as(terminal.out() + terminal.err())
                    .isZero();
            size = Long.parseLong(engine.docker("image", "inspect", "--format", "{{.Size}}", tag));
        } finally {
            engine.docker("rmi", "--force", tag);
        }
        BuildReport report = ReportJson.read(out);

        assertThat(report.image().sizeBytes()).isEqualTo(size).isLessThan(5_000_000);
        assertThat(report.image().layers())
                .filteredOn(layer -> Integer.valueOf(3).equals(layer.line()))
                .singleElement()
                .satisfies(layer -> {
                    assertThat(layer.sizeBytes()).isGreaterThanOrEqualTo(5_000_000);
                    assertThat(layer.digest()).startsWith("sha256:");
                });
        assertThat(report.image().layers().stream()
                        .mapToLong(BuildReport.LayerReport::sizeBytes)
                        .sum())
                .isGreaterThan(size);
        assertThat(terminal.out()).contains("counts packed data");
        assertThat(ReportHtml.page(report)).contains("which counts packed data");
    }

    /** Builds, and holds what is told of all layers against what the engine tells. */
    private BuildReport build(Flavour flavour, boolean history) throws Exception {
        TestEngine engine = TestEngine.of(flavour);
        Terminal terminal = new Terminal();
        Path out = folder.resolve("out-" + UUID.randomUUID());
        try {
            assertThat(terminal.run(command(engine, out)))
                    .as(terminal.out() + terminal.err())
                    .isZero();
            if (history) {
                assertThat(ReportedSizes.differences(out, engine, tag)).isEmpty();
            }
        } finally {
            engine.docker("rmi", "--force", tag, base);
        }
        return ReportJson.read(out);
    }

    private String[] command(TestEngine engine, Path out) {
        return new String[] {
            "build",
            "--host",
            engine.host(),
            "--docker",
            engine.client(),
            "-t",
            tag,
            "--output",
            out.toString(),
            folder.toString()
        };
    }

    /** Makes an image with one layer of 50,000 bytes and loads it. */
    private void loadBase(TestEngine engine, BaseKind kind) throws Exception {
        Path image = Files.createDirectories(folder.resolve("base-" + kind));
        Files.write(image.resolve("file"), new byte[50_000]);
        run(image, "tar", "cf", "layer.tar", "file");
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(image.resolve("layer.tar"))));
        Files.writeString(
                image.resolve("config.json"),
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:"
                        + digest + "\"]},\"history\":" + kind.history + "}");
        Files.writeString(
                image.resolve("manifest.json"),
                "[{\"Config\":\"config.json\",\"RepoTags\":[\"" + base + "\"],\"Layers\":[\"layer.tar\"]}]");
        run(image, "tar", "cf", "image.tar", "config.json", "manifest.json", "layer.tar");
        engine.docker("load", "--input", image.resolve("image.tar").toString());
    }

    private static void run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(List.of(command) + " failed");
        }
    }

    private static long size(Flavour flavour, String image) throws Exception {
        return Long.parseLong(TestEngine.of(flavour).docker("image", "inspect", "--format", "{{.Size}}", image));
    }

    /** Bytes of the program busybox, the one file of the image that is copied. */
    private static long busybox(Flavour flavour) throws Exception {
        return Long.parseLong(TestEngine.of(flavour)
                .docker("run", "--rm", "--network", "none", "busybox:1.36", "stat", "-c", "%s", "/bin/busybox"));
    }

    private void dockerfile(String text) throws IOException {
        Files.writeString(
                folder.resolve("Dockerfile"), text.replace("SALT", salt).replace("BASE", base));
    }
}
