package io.jenkins.plugins.multistagebuild.bench;

import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.waste.ImageAnalyzer;
import io.jenkins.plugins.multistagebuild.waste.ImageWaste;
import io.jenkins.plugins.multistagebuild.waste.LayerCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks into an image of so many files and bytes, or into one that docker save wrote into a file, and tells time and memory.
 * Run it with the heap that it is to get along with: {@code java -Xmx256m -cp … 2000000 5000000000}.
 */
public final class LookingIntoAnImage {

    private LookingIntoAnImage() {}

    /** One run: a number of files and of bytes, or a file. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("looking-into-an-image");
        boolean stored = arguments.length == 1;
        ImageDetails image = stored
                ? new ImageDetails("sha256:" + "a".repeat(64), null, Files.size(Path.of(arguments[0])), List.of())
                : madeUp(arguments).details();
        for (boolean analyzed : new boolean[] {false, true}) {
            long start = System.nanoTime();
            try (InputStream save = stored ? Files.newInputStream(Path.of(arguments[0])) : madeUp(arguments)) {
                if (analyzed) {
                    tell(new ImageAnalyzer(LayerCache.in(folder, "bench")).read(save, image));
                } else {
                    save.transferTo(OutputStream.nullOutputStream());
                }
            }
            System.out.printf("%s: %.1f s%n", analyzed ? "looked into" : "read", (System.nanoTime() - start) / 1e9);
        }
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        System.out.printf(
                "heap: at most %d MB used of %d MB%n", peak >> 20, Runtime.getRuntime().maxMemory() >> 20);
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static MadeUpImage madeUp(String[] arguments) {
        return new MadeUpImage(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]));
    }

    private static void tell(ImageWaste waste) {
        System.out.printf(
                "%,d bytes in files, efficiency %.4f, %,d bytes in %,d files wasted, %,d copies%n",
                waste.fileBytes(),
                waste.efficiency(),
                waste.wastedBytes(),
                waste.wastedFiles(),
                waste.duplicateFiles());
    }
}
