package io.jenkins.plugins.multistagebuild.waste;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is in each layer by itself. */
final class LayerContents {

    private static final int MOST_PATHS = 5;
    private static final int MOST_PATHS_OF_ALL = 500;

    private LayerContents() {}

    /** Looks at each layer, and collects the folders of all. */
    static List<ImageWaste.LayerContent> of(List<LayerSummary> layers, PathHash hash, Memory memory, LongTable folders)
            throws IOException {
        int most = Math.max(1, Math.min(MOST_PATHS, MOST_PATHS_OF_ALL / Math.max(1, layers.size())));
        List<ImageWaste.LayerContent> contents = new ArrayList<>();
        for (LayerSummary layer : layers) {
            FolderSizes sizes = new FolderSizes(hash, memory.slots() / 4);
            TopList<ImageWaste.SizedPath> biggest = new TopList<>(most);
            layer.visit((kind, path, length, size, content) -> {
                if (kind == EntryKind.FOLDER) {
                    folders.add(hash.of(path, length));
                } else if (size > 0) {
                    biggest.offer(size, () -> new ImageWaste.SizedPath(EntryPath.text(path, length), size, 1));
                }
                sizes.entry(kind, path, length, size, content);
            });
            contents.add(new ImageWaste.LayerContent(
                    layer.files(), layer.bytes(), 0, biggest.values(), sizes.biggest(layer, most)));
        }
        return contents;
    }

    static List<ImageWaste.LayerContent> withWaste(List<ImageWaste.LayerContent> contents, long[] wasted) {
        List<ImageWaste.LayerContent> all = new ArrayList<>();
        for (int i = 0; i < wasted.length; i++) {
            ImageWaste.LayerContent each = contents.get(i);
            all.add(new ImageWaste.LayerContent(
                    each.files(), each.bytes(), wasted[i], each.biggestFiles(), each.biggestFolders()));
        }
        return all;
    }
}
