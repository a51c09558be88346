package io.jenkins.plugins.multistagebuild.waste;

import static io.jenkins.plugins.multistagebuild.waste.LayerFile.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives in each of their forms, whole and damaged. */
class ImageAnalyzerTest {

    private static final byte[] LOWER =
            layer().folder("d").file("d/a", 5000, 1).file("b", 300).bytes();
    private static final byte[] UPPER =
            layer().folder("d").file("d/c", 5000, 1).delete("b").bytes();
    private static final byte[] EMPTY = layer().bytes();

    @TempDir
    private Path folder;

    static Stream<SavedImage> forms() {
        byte[][] plain = {LOWER, EMPTY, UPPER};
        byte[][] packed = {LayerFile.gzip(LOWER), LayerFile.gzip(EMPTY), LayerFile.gzip(UPPER)};
        return Stream.of(
                SavedImage.old(plain),
                SavedImage.old(plain).reversed(),
                SavedImage.oci(plain),
                SavedImage.oci(plain).reversed(),
                SavedImage.oci(plain).without("manifest.json"),
                SavedImage.oci(plain).without("manifest.json").reversed(),
                SavedImage.oci(packed, plain));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormTellsTheSame(SavedImage image) throws IOException {
        ImageAnalyzer analyzer = analyzer("engine");
        ImageWaste waste = analyzer.read(image.stream(), SavedImage.details(LOWER, EMPTY, UPPER));

        assertThat(analyzer.layersRead()).isEqualTo(3);
        assertThat(waste.layers()).extracting(ImageWaste.LayerContent::bytes).containsExactly(5300L, 0L, 5000L);
        assertThat(waste.wasted()).containsExactly(new ImageWaste.WastedFile("/b", 300, 0, 2, true));
        assertThat(waste.duplicateBytes()).isEqualTo(5000);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatIsKnownIsNotReadAgain(SavedImage image) throws IOException {
        ImageAnalyzer analyzer = analyzer("engine");
        assertThat(analyzer.known(SavedImage.details(LOWER, EMPTY, UPPER))).isNull();
        ImageWaste first = analyzer.read(image.stream(), SavedImage.details(LOWER, EMPTY, UPPER));

        ImageWaste again = analyzer.read(image.stream(), SavedImage.details(LOWER, EMPTY, UPPER));
        assertThat(analyzer.layersRead()).isZero();
        assertThat(again).isEqualTo(first);
        // By the layers' digests alone, without an archive.
        assertThat(analyzer.known(SavedImage.details(LOWER, EMPTY, UPPER))).isEqualTo(first);
        assertThat(analyzer.known(
                        SavedImage.details(LOWER, UPPER, layer().file("new", 1).bytes())))
                .isNull();
    }

    @Test
    void aRebuiltImageMakesItReadTheNewLayersOnly() throws IOException {
        byte[] other = layer().file("e", 7).bytes();
        ImageAnalyzer analyzer = analyzer("engine");
        for (boolean old : new boolean[] {true, false}) {
            byte[][] before = {LOWER, EMPTY, UPPER};
            byte[][] after = {LOWER, EMPTY, other};
            analyzer.read((old ? SavedImage.old(before) : SavedImage.oci(before)).stream(), SavedImage.details(before));
            ImageWaste waste = analyzer.read(
                    (old ? SavedImage.old(after) : SavedImage.oci(after)).stream(), SavedImage.details(after));

            assertThat(analyzer.layersRead()).isEqualTo(old ? 1 : 0);
            assertThat(waste.layers())
                    .extracting(ImageWaste.LayerContent::bytes)
                    .containsExactly(5300L, 0L, 7L);
        }
    }

    @Test
    void anotherEnginesWordDoesNotCount() throws IOException {
        analyzer("engine").read(SavedImage.oci(LOWER).stream(), SavedImage.details(LOWER));

        assertThat(analyzer("other").known(SavedImage.details(LOWER))).isNull();
        assertThat(analyzer("engine").known(SavedImage.details(LOWER))).isNotNull();
    }

    @Test
    void aDamagedSummaryIsMadeAnew() throws IOException {
        ImageAnalyzer analyzer = analyzer("engine");
        ImageWaste first = analyzer.read(SavedImage.oci(LOWER, UPPER).stream(), SavedImage.details(LOWER, UPPER));
        for (Map.Entry<String, byte[]> file : summaries().entrySet()) {
            byte[] damaged = file.getValue().clone();
            damaged[damaged.length / 2] ^= 4;
            Files.write(folder.resolve(file.getKey()), damaged);
            assertThat(analyzer.known(SavedImage.details(LOWER, UPPER))).isNull();
            assertThat(analyzer.read(SavedImage.oci(LOWER, UPPER).stream(), SavedImage.details(LOWER, UPPER)))
                    .isEqualTo(first);
            assertThat(analyzer.layersRead()).isEqualTo(1);

            Files.write(folder.resolve(file.getKey()), Arrays.copyOf(damaged, damaged.length - 9));
            assertThat(analyzer.known(SavedImage.details(LOWER, UPPER))).isNull();
            analyzer.read(SavedImage.oci(LOWER, UPPER).stream(), SavedImage.details(LOWER, UPPER));
        }
    }

    @Test
    void sameLayersTwiceAreStoredOnceAndCountTwice() throws IOException {
        SavedImage image = SavedImage.old(LOWER, UPPER, UPPER).link(2, 1);

        ImageWaste waste = analyzer("engine").read(image.stream(), SavedImage.details(LOWER, UPPER, UPPER));

        assertThat(waste.layers()).extracting(ImageWaste.LayerContent::bytes).containsExactly(5300L, 5000L, 5000L);
        assertThat(waste.wastedBytes()).isEqualTo(5300);
    }

    @Test
    void anArchiveThatIsCutOffAnywhereIsToldSo() throws IOException {
        byte[] whole = SavedImage.oci(LayerFile.gzip(LOWER), UPPER).bytes();
        int complete = new String(whole, StandardCharsets.ISO_8859_1).indexOf("oci-layout") - 1024;
        for (int length = 0; length < complete; length += 301) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatIOException().as("%d of %d bytes", length, whole.length).isThrownBy(() -> analyzer(
                            "e" + part.length)
                    .read(new ByteArrayInputStream(part), SavedImage.details(LOWER, UPPER)));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void anArchiveWithAnyByteChangedNeverFailsInAnotherWay() throws IOException {
        byte[] whole = SavedImage.old(
                        LayerFile.gzip(LOWER),
                        layer().gnuNames().file("x/".repeat(80) + "f", 20).bytes())
                .bytes();
        int refused = 0;
        for (int at = 0; at < whole.length; at += 211) {
            byte[] changed = whole.clone();
            changed[at] = (byte) (changed[at] ^ 0x81);
            try {
                analyzer("e" + at).read(new ByteArrayInputStream(changed), SavedImage.details(LOWER, UPPER));
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void whatIsMissingIsToldByName() {
        SavedImage image = SavedImage.oci(LOWER, UPPER);
        String lost = "blobs/sha256/" + SavedImage.digest(UPPER);

        assertThatIOException()
                .isThrownBy(
                        () -> analyzer("engine").read(image.without(lost).stream(), SavedImage.details(LOWER, UPPER)))
                .withMessage("the archive of the image lacks layer " + lost);
        assertThatIOException()
                .isThrownBy(() -> analyzer("engine")
                        .read(SavedImage.old(LOWER).without("manifest.json").stream(), SavedImage.details(LOWER)))
                .withMessageContaining("has no manifest");
    }

    @Test
    void aLayerByZstandardIsToldAsOneThatCannotBeRead() {
        byte[] packed = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0, 0, 0};

        assertThatIOException()
                .isThrownBy(() -> analyzer("engine").read(SavedImage.oci(packed).stream(), SavedImage.details(packed)))
                .withMessageContaining("Zstandard");
    }

    @Test
    void moreThanTheEngineSaysIsNotUnpacked() throws IOException {
        byte[] bomb = LayerFile.gzip(
                layer().add(new org.apache.commons.compress.archivers.tar.TarArchiveEntry("zeros"), new byte[8_000_000])
                        .bytes());
        LayerCache cache = LayerCache.in(folder, "engine");

        assertThat(bomb.length).isLessThan(20_000);
        assertThatIOException()
                .isThrownBy(() -> new ImageArchive(SavedImage.oci(bomb).stream(), cache, 1_000_000).read())
                .withMessage("the image's layers hold more than the engine says that they do");
    }

    @Test
    void theCacheKeepsWhatWasUsedLastAndNoMoreThanItMay() throws IOException {
        LayerCache cache = new LayerCache(folder, "engine", 600);
        for (int i = 0; i < 8; i++) {
            byte[] each = layer().file("file-of-layer-" + i, i).bytes();
            new ImageAnalyzer(cache, new Memory(1 << 12)).read(SavedImage.oci(each).stream(), SavedImage.details(each));
            for (Path file : files()) {
                long hours = 2 + 8 - i;
                Files.setLastModifiedTime(
                        file,
                        java.nio.file.attribute.FileTime.from(
                                java.time.Instant.now().minus(java.time.Duration.ofHours(hours))));
            }
        }
        Path left = Files.createFile(folder.resolve("layer1.part"));
        Files.setLastModifiedTime(left, java.nio.file.attribute.FileTime.fromMillis(0));
        Path other = Files.createFile(folder.resolve("somebody-elses"));
        Files.setLastModifiedTime(other, java.nio.file.attribute.FileTime.fromMillis(0));

        cache.tidy();

        assertThat(summaries().values().stream().mapToInt(each -> each.length).sum())
                .isBetween(1, 600);
        assertThat(left).doesNotExist();
        assertThat(other).exists();
    }

    private ImageAnalyzer analyzer(String engine) throws IOException {
        return new ImageAnalyzer(LayerCache.in(folder, engine), new Memory(1 << 12));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Map<String, byte[]> summaries() throws IOException {
        Map<String, byte[]> summaries = new TreeMap<>();
        for (Path file : files()) {
            if (file.toString().endsWith(".layer")) {
                summaries.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return summaries;
    }
}
