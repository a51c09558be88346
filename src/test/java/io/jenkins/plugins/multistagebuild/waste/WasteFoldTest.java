package io.jenkins.plugins.multistagebuild.waste;

import static io.jenkins.plugins.multistagebuild.waste.LayerFile.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What layers laid over each other waste. */
class WasteFoldTest {

    @TempDir
    private Path folder;

    private int summaries;

    @Test
    void efficiencyIsDivesByHand() throws IOException {
        ImageWaste waste = fold(
                layer().file("a", 100).file("b", 50).file("d", 30),
                layer().file("a", 80).delete("b"),
                layer().file("a", 90).file("c", 20).file("b", 40));

        // dive: sum of the smallest sizes by path, a deletion counting 0, by the sum of all:
        // a: 80 of 270; b: 0 of 90 (50, deleted, 40); c: 20 of 20; d: 30 of 30.
        assertThat(waste.efficiency()).isCloseTo(130.0 / 410, within(1e-12));
        assertThat(waste.fileBytes()).isEqualTo(410);
        // Not shown by the final file system: a of the first and of the second layer, b of the first.
        assertThat(waste.wastedBytes()).isEqualTo(100 + 80 + 50);
        assertThat(waste.wasted())
                .containsExactly(
                        new ImageWaste.WastedFile("/a", 100, 0, 1, false),
                        new ImageWaste.WastedFile("/a", 80, 1, 2, false),
                        new ImageWaste.WastedFile("/b", 50, 0, 1, true));
        assertThat(waste.rewrites())
                .containsExactly(new ImageWaste.Rewrite(0, 1, 2, 150, 50), new ImageWaste.Rewrite(1, 2, 1, 80, 0));
        assertThat(waste.layers()).extracting(ImageWaste.LayerContent::files).containsExactly(3L, 1L, 3L);
        assertThat(waste.layers())
                .extracting(ImageWaste.LayerContent::wastedBytes)
                .containsExactly(150L, 80L, 0L);
    }

    @Test
    void anImageThatWastesNothingIsWhollyEfficient() throws IOException {
        assertThat(fold().efficiency()).isEqualTo(1);
        assertThat(fold(layer()).efficiency()).isEqualTo(1);
        assertThat(fold(layer().file("a", 5), layer().file("b", 7)).efficiency())
                .isEqualTo(1);
    }

    @Test
    void filesOfADeletedOrEmptiedFolderAreDeletedOneByOne() throws IOException {
        ImageWaste waste = fold(
                layer().folder("x")
                        .file("x/a", 10)
                        .file("x/y/b", 20)
                        .folder("z")
                        .file("z/c", 40),
                layer().delete("x").folder("z").empty("z").file("z/c", 1).file("xy", 3));

        assertThat(waste.wasted())
                .containsExactly(
                        new ImageWaste.WastedFile("/z/c", 40, 0, 1, false),
                        new ImageWaste.WastedFile("/x/y/b", 20, 0, 1, true),
                        new ImageWaste.WastedFile("/x/a", 10, 0, 1, true));
        assertThat(waste.efficiency()).isCloseTo(3.0 / 74, within(1e-12));
    }

    @Test
    void ofSeveralLayersThatDeleteTheNextOneCounts() throws IOException {
        ImageWaste waste = fold(
                layer().folder("x").file("x/a", 10),
                layer().delete("x"),
                layer().folder("x").file("x/a", 5),
                layer().empty("x"),
                layer().delete("x"));

        assertThat(waste.wasted())
                .containsExactly(
                        new ImageWaste.WastedFile("/x/a", 10, 0, 1, true),
                        new ImageWaste.WastedFile("/x/a", 5, 2, 3, true));

        ImageWaste nested = fold(
                layer().folder("x").folder("x/y").file("x/y/a", 10),
                layer().delete("x"),
                layer().folder("x").folder("x/y").file("x/y/b", 5),
                layer().delete("x/y"));
        assertThat(nested.wasted())
                .containsExactly(
                        new ImageWaste.WastedFile("/x/y/a", 10, 0, 1, true),
                        new ImageWaste.WastedFile("/x/y/b", 5, 2, 3, true));
    }

    @Test
    void aFileInThePlaceOfAFolderAndTheOtherWayRound() throws IOException {
        ImageWaste waste = fold(
                layer().folder("x").file("x/a", 10).file("y", 20),
                layer().symlink("x", "y").folder("y").file("y/b", 5));

        assertThat(waste.wasted())
                .containsExactly(
                        new ImageWaste.WastedFile("/y", 20, 0, 1, false),
                        new ImageWaste.WastedFile("/x/a", 10, 0, 1, true));
    }

    @Test
    void aLayersOwnMarksDoNotConcernItself() throws IOException {
        ImageWaste waste = fold(
                layer().file("x/a", 10),
                layer().file("x/a", 7).delete("x/a").empty("x").file("x/b", 2));

        assertThat(waste.wastedBytes()).isEqualTo(10);
    }

    @Test
    void linksHaveNoBytesAndDoNotCountAsCopies() throws IOException {
        ImageWaste waste =
                fold(layer().file("a", 9000, 1).hardLink("b", "a").symlink("c", "a"), layer().hardLink("d", "a"));

        assertThat(waste.fileBytes()).isEqualTo(9000);
        assertThat(waste.duplicateFiles()).isZero();
        assertThat(waste.wastedBytes()).isZero();
    }

    @Test
    void sameContentTwiceIsFoundInTheFinalFileSystem() throws IOException {
        ImageWaste waste = fold(
                layer().file("a", 5000, 1)
                        .file("gone", 5000, 1)
                        .file("small", 100, 2)
                        .file("small2", 100, 2),
                layer().file("b", 5000, 1).file("c", 5000, 9).file("e", 6000, 3).delete("gone"),
                layer().file("d/a", 5000, 1).file("d/e", 6000, 3));

        assertThat(waste.duplicateBytes()).isEqualTo(2 * 5000 + 6000);
        assertThat(waste.duplicateFiles()).isEqualTo(3);
        assertThat(waste.duplicateContents()).isEqualTo(2);
        assertThat(waste.duplicates())
                .containsExactly(
                        new ImageWaste.Duplicate(
                                5000,
                                3,
                                List.of(
                                        new ImageWaste.PlacedPath("/a", 0),
                                        new ImageWaste.PlacedPath("/b", 1),
                                        new ImageWaste.PlacedPath("/d/a", 2))),
                        new ImageWaste.Duplicate(
                                6000,
                                2,
                                List.of(new ImageWaste.PlacedPath("/e", 1), new ImageWaste.PlacedPath("/d/e", 2))));
    }

    @Test
    void theBiggestFilesAndTheFoldersThatSayMost() throws IOException {
        ImageWaste waste = fold(layer().file("usr/lib/big/one", 5000)
                .file("usr/lib/big/two", 4000)
                .file("usr/lib/x", 100)
                .file("opt/a", 3000)
                .file("etc/passwd", 10));

        assertThat(waste.layers().get(0).biggestFiles())
                .extracting(ImageWaste.SizedPath::path)
                .containsExactly("/usr/lib/big/one", "/usr/lib/big/two", "/opt/a", "/usr/lib/x", "/etc/passwd");
        assertThat(waste.layers().get(0).biggestFolders())
                .containsExactly(
                        new ImageWaste.SizedPath("/", 12_110, 5),
                        new ImageWaste.SizedPath("/usr/lib/big", 9000, 2),
                        new ImageWaste.SizedPath("/opt", 3000, 1),
                        new ImageWaste.SizedPath("/etc", 10, 1));
    }

    @Test
    void cachesOfPackageManagersAreFoundWhereTheyAreLeft() throws IOException {
        ImageWaste waste = fold(
                layer().file("var/lib/apt/lists/deb_main", 500)
                        .file("var/cache/apt/pkgcache.bin", 300)
                        .file("root/.cache/pip/http/1", 80)
                        .file("var/lib/apt/listsx/no", 9),
                layer().file("home/app/.npm/_cacache/1", 70)
                        .file("home/.npm/no", 9)
                        .file("var/lib/apt/lists/deb_more", 20)
                        .delete("var/cache/apt/pkgcache.bin"));

        assertThat(waste.caches())
                .extracting(ImageWaste.LeftCache::path, ImageWaste.LeftCache::bytes, ImageWaste.LeftCache::layers)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/var/lib/apt/lists", 520L, List.of(0, 1)),
                        org.assertj.core.groups.Tuple.tuple("/root/.cache/pip", 80L, List.of(0)),
                        org.assertj.core.groups.Tuple.tuple("/home/app/.npm", 70L, List.of(1)));
        assertThat(waste.caches().get(1).hint()).contains("--no-cache-dir");
    }

    @Test
    void listsHoldTheLargestAndNumbersCountAll() throws IOException {
        LayerFile lower = layer();
        LayerFile upper = layer();
        for (int i = 0; i < 300; i++) {
            lower.file("f" + i, i);
            upper.file("f" + i, 1);
        }
        ImageWaste waste = fold(lower, upper);

        assertThat(waste.wastedFiles()).isEqualTo(300);
        assertThat(waste.wastedBytes()).isEqualTo(299 * 300 / 2);
        assertThat(waste.wasted()).hasSize(20);
        assertThat(waste.wasted().get(0).path()).isEqualTo("/f299");
        assertThat(waste.wasted().get(19).path()).isEqualTo("/f280");
    }

    /** Random images against a plain model: a map that layers are applied to one after the other, and dive's sums by path. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomImagesAgainstAPlainModel(long seed) throws IOException {
        Random random = new Random(seed);
        List<LayerFile> layers = new ArrayList<>();
        Model model = new Model();
        for (int i = 0; i < 6; i++) {
            layers.add(randomLayer(random, model));
        }
        // A table for 714 paths makes it go through the layers several times.
        ImageWaste waste = fold(new Memory(1 << 10), layers.toArray(LayerFile[]::new));

        assertThat(waste.fileBytes()).isEqualTo(model.all);
        assertThat(waste.fileBytes() - waste.wastedBytes())
                .isEqualTo(model.files.values().stream().mapToLong(each -> each).sum());
        assertThat(waste.efficiency()).isCloseTo(model.efficiency(), within(1e-12));
        assertThat(waste.efficiency()).isBetween(0.05, 0.999);
    }

    private static LayerFile randomLayer(Random random, Model model) {
        LayerFile layer = layer();
        Model.Change change = model.change();
        for (int i = 0; i < 500; i++) {
            String name = "d" + random.nextInt(8) + "/e" + random.nextInt(8) + "/f" + random.nextInt(30);
            String parent = name.substring(0, name.lastIndexOf('/'));
            int what = random.nextInt(100);
            if (what < 85) {
                if (change.add(name, 1 + i)) {
                    layer.file(name, 1 + i);
                }
            } else if (what < 97) {
                layer.delete(name);
                change.delete(name);
            } else if (what == 97) {
                layer.empty(parent);
                change.empty(parent);
            } else if (what == 98) {
                layer.delete(parent);
                change.delete(parent);
            }
        }
        change.apply();
        return layer;
    }

    /** An image by the book. */
    private static final class Model {

        private final Map<String, Long> files = new TreeMap<>();
        private final Map<String, Long> smallest = new HashMap<>();
        private long all;

        private Change change() {
            return new Change();
        }

        private double efficiency() {
            return (double) smallest.values().stream().mapToLong(each -> each).sum() / all;
        }

        private final class Change {

            private final Map<String, Long> added = new TreeMap<>();
            private final List<String> deleted = new ArrayList<>();
            private final List<String> emptied = new ArrayList<>();

            private boolean add(String path, long size) {
                return added.putIfAbsent(path, size) == null;
            }

            private void delete(String path) {
                deleted.add(path);
            }

            private void empty(String path) {
                emptied.add(path);
            }

            private void apply() {
                for (String path : smallest.keySet()) {
                    if (deleted.stream().anyMatch(gone -> path.equals(gone) || path.startsWith(gone + "/"))
                            || emptied.stream().anyMatch(gone -> path.startsWith(gone + "/"))) {
                        files.remove(path);
                        smallest.put(path, 0L);
                    }
                }
                added.forEach((path, size) -> {
                    files.put(path, size);
                    smallest.merge(path, size, Math::min);
                    all += size;
                });
            }
        }
    }

    private ImageWaste fold(LayerFile... layers) throws IOException {
        return fold(new Memory(1 << 16), layers);
    }

    private ImageWaste fold(Memory memory, LayerFile... layers) throws IOException {
        List<LayerSummary> all = new ArrayList<>();
        for (LayerFile layer : layers) {
            Path file = folder.resolve("layer" + summaries++);
            try (SummaryWriter writer = new SummaryWriter(file)) {
                LayerTar.read(
                        new byte[0],
                        new ByteArrayInputStream(layer.bytes()),
                        new MeteredInput.Limit(Long.MAX_VALUE),
                        writer);
                writer.end();
            }
            all.add(LayerSummary.open(file));
        }
        return new WasteFold(all, memory).fold();
    }
}
