package io.jenkins.plugins.multistagebuild.waste;

import java.io.Serializable;
import java.util.List;

/**
 * What of an image is wasted. Layers are named by their place, from 0 for the lowest. Lists hold the largest few, the
 * largest first; the numbers beside them count all. Paths begin with a slash, are at most 400 characters long and hold
 * nothing that steers a terminal.
 *
 * @param efficiency the share of the layers' bytes that the final file system needs, from 0 to 1, as dive defines it; see
 *     {@link WasteFold}
 * @param fileBytes bytes of the files of all layers
 * @param wastedBytes bytes of the files that later layers overwrite or delete
 * @param wastedFiles how many of these there are
 * @param duplicateBytes what of the final file system's files is the same content again; files of less than 4,096 bytes
 *     are not compared
 * @param duplicateFiles how many files that is
 * @param layers the layers, the lowest first
 * @param wasted files that later layers overwrite or delete
 * @param rewrites which layer does so with what of which
 * @param rewriteCount how many pairs of layers that are
 * @param duplicates contents that are there more than once
 * @param duplicateContents how many contents that are
 * @param caches what package managers left behind
 */
public record ImageWaste(
        double efficiency,
        long fileBytes,
        long wastedBytes,
        long wastedFiles,
        long duplicateBytes,
        long duplicateFiles,
        List<LayerContent> layers,
        List<WastedFile> wasted,
        List<Rewrite> rewrites,
        int rewriteCount,
        List<Duplicate> duplicates,
        long duplicateContents,
        List<LeftCache> caches)
        implements Serializable {

    public ImageWaste {
        layers = List.copyOf(layers);
        wasted = List.copyOf(wasted);
        rewrites = List.copyOf(rewrites);
        duplicates = List.copyOf(duplicates);
        caches = List.copyOf(caches);
    }

    /**
     * What is in a layer.
     *
     * @param files how many files it has
     * @param bytes their bytes
     * @param wastedBytes how much of it later layers overwrite or delete
     * @param biggestFiles its biggest files
     * @param biggestFolders its biggest folders; of two, one in the other, the inner one if it holds nearly all
     */
    public record LayerContent(
            long files, long bytes, long wastedBytes, List<SizedPath> biggestFiles, List<SizedPath> biggestFolders)
            implements Serializable {

        public LayerContent {
            biggestFiles = List.copyOf(biggestFiles);
            biggestFolders = List.copyOf(biggestFolders);
        }
    }

    /**
     * A file or folder.
     *
     * @param path its path
     * @param bytes its bytes
     * @param files how many files that are
     */
    public record SizedPath(String path, long bytes, long files) implements Serializable {}

    /**
     * A file that a later layer overwrites or deletes.
     *
     * @param path its path
     * @param bytes its bytes
     * @param layer the layer that has it
     * @param byLayer the next layer that overwrites or deletes it
     * @param deleted whether it is deleted there
     */
    public record WastedFile(String path, long bytes, int layer, int byLayer, boolean deleted)
            implements Serializable {}

    /**
     * What a layer overwrites or deletes of another.
     *
     * @param layer the layer that has the files
     * @param byLayer the layer that overwrites or deletes them
     * @param files how many files
     * @param bytes their bytes
     * @param deletedBytes how many of them are of files that are deleted
     */
    public record Rewrite(int layer, int byLayer, long files, long bytes, long deletedBytes) implements Serializable {}

    /**
     * A content that is there more than once.
     *
     * @param bytes bytes of one copy
     * @param copies how many there are
     * @param files some of them
     */
    public record Duplicate(long bytes, long copies, List<PlacedPath> files) implements Serializable {

        public Duplicate {
            files = List.copyOf(files);
        }
    }

    /**
     * A file.
     *
     * @param path its path
     * @param layer the layer that has it
     */
    public record PlacedPath(String path, int layer) implements Serializable {}

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
    public record LeftCache(String name, String path, long files, long bytes, List<Integer> layers, String hint)
            implements Serializable {

        public LeftCache {
            layers = List.copyOf(layers);
        }
    }
}
