package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * What of the final image is wasted. Layers are named by their place in {@link #layers}. Lists hold the largest few, the
 * largest first, and the numbers beside them count all. Where the image could not be looked into, {@code problem} tells
 * why, the efficiency is null and everything else zero or empty.
 *
 * @param problem why the image could not be looked into; null where it could
 * @param efficiency the share of the layers' bytes that the final file system needs, from 0 to 1, as dive defines it
 * @param fileBytes bytes of the files of all layers
 * @param wastedBytes bytes of the files that later layers overwrite or delete
 * @param wastedFiles how many files that are
 * @param duplicateBytes bytes of files whose content the final file system has already
 * @param duplicateFiles how many files that are
 * @param layersRead how many layers had to be read; what is in the others was known
 * @param wallMillis how long the analysis took, which is not part of the build's time
 * @param layers the layers of the image, the lowest first
 * @param largestWasted files that later layers overwrite or delete
 * @param rewrites which layer overwrites or deletes how much of which
 * @param rewriteCount how many pairs of layers that are
 * @param duplicates contents that are there more than once
 * @param duplicateCount how many contents that are
 * @param caches what package managers left behind
 */
public record WasteReport(
        @CheckForNull String problem,
        @CheckForNull Double efficiency,
        long fileBytes,
        long wastedBytes,
        long wastedFiles,
        long duplicateBytes,
        long duplicateFiles,
        int layersRead,
        long wallMillis,
        List<LayerWaste> layers,
        List<WastedFile> largestWasted,
        List<Rewrite> rewrites,
        long rewriteCount,
        List<Duplicate> duplicates,
        long duplicateCount,
        List<LeftCache> caches)
        implements WasteFigures {

    public WasteReport {
        layers = BuildReport.copy(layers);
        largestWasted = BuildReport.copy(largestWasted);
        rewrites = BuildReport.copy(rewrites);
        duplicates = BuildReport.copy(duplicates);
        caches = BuildReport.copy(caches);
    }

    @Override
    public long efficiencyBasisPoints() {
        return efficiency == null ? 0 : (long) Math.floor(efficiency * 10_000);
    }

    /**
     * A layer and what is in it.
     *
     * @param digest its diff id; null where it is not known which layer of the image it is
     * @param instruction what made it; null likewise
     * @param line line of the instruction; null where it is not one of the Dockerfile's
     * @param stage index of the instruction's stage; null likewise
     * @param fromBase whether it is part of the base image
     * @param files how many files it has
     * @param bytes their bytes
     * @param wastedBytes how much of it later layers overwrite or delete
     * @param biggestFiles its biggest files
     * @param biggestFolders its biggest folders; one is left out if another in it holds nine tenths of it
     */
    public record LayerWaste(
            @CheckForNull String digest,
            @CheckForNull String instruction,
            @CheckForNull Integer line,
            @CheckForNull Integer stage,
            boolean fromBase,
            long files,
            long bytes,
            long wastedBytes,
            List<SizedPath> biggestFiles,
            List<SizedPath> biggestFolders) {

        public LayerWaste {
            biggestFiles = BuildReport.copy(biggestFiles);
            biggestFolders = BuildReport.copy(biggestFolders);
        }
    }

    /**
     * A file or folder.
     *
     * @param path its path, from the root
     * @param bytes its bytes
     * @param files how many files that are
     */
    public record SizedPath(String path, long bytes, long files) {}

    /**
     * A file that a later layer overwrites or deletes.
     *
     * @param path its path
     * @param bytes its bytes
     * @param layer the layer that has it
     * @param byLayer the next layer that overwrites or deletes it
     * @param deleted whether it is deleted there
     */
    public record WastedFile(String path, long bytes, int layer, int byLayer, boolean deleted) {}

    /**
     * What a layer overwrites or deletes of another.
     *
     * @param layer the layer that has the files
     * @param byLayer the layer that overwrites or deletes them
     * @param files how many files
     * @param bytes their bytes
     * @param deletedBytes how many of these are of files that are deleted
     */
    public record Rewrite(int layer, int byLayer, long files, long bytes, long deletedBytes) {}

    /**
     * A content that is there more than once.
     *
     * @param bytes bytes of one copy
     * @param copies how many there are
     * @param files some of them
     */
    public record Duplicate(long bytes, long copies, List<PlacedPath> files) {

        public Duplicate {
            files = BuildReport.copy(files);
        }
    }

    /**
     * A file.
     *
     * @param path its path
     * @param layer the layer that has it
     */
    public record PlacedPath(String path, int layer) {}

    /**
     * A cache that a package manager left behind.
     *
     * @param name what it is
     * @param path the folder
     * @param files how many files are in it
     * @param bytes their bytes
     * @param layers the layers that have them
     * @param hint how to leave it out
     */
    public record LeftCache(String name, String path, long files, long bytes, List<Integer> layers, String hint) {

        public LeftCache {
            layers = BuildReport.copy(layers);
        }
    }
}
