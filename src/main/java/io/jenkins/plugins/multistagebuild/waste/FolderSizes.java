package io.jenkins.plugins.multistagebuild.waste;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much each folder of a layer holds, with all below it: files are added up by folder, as they mostly come in a row. */
final class FolderSizes implements EntryVisitor {

    private static final int BYTES = 0;
    private static final int FILES = 1;
    private static final int PARENT = 2;
    private static final int LARGEST_CHILD = 3;
    private static final int VALUES = 4;

    private final PathHash hash;
    private final LongTable folders;
    private byte[] folder = new byte[256];
    private int folderLength = -1;
    private long bytes;
    private long files;
    private long parent;

    FolderSizes(PathHash hash, int mostSlots) {
        this.hash = hash;
        this.folders = new LongTable(VALUES, mostSlots, "folders in a layer");
    }

    @Override
    public void entry(EntryKind kind, byte[] path, int length, long size, long content) throws IOException {
        if (kind != EntryKind.FILE) {
            return;
        }
        int slash = length - 1;
        while (slash >= 0 && path[slash] != '/') {
            slash--;
        }
        int above = Math.max(0, slash);
        if (above != folderLength || !Arrays.equals(path, 0, above, folder, 0, above)) {
            flush();
            folder = above > folder.length ? new byte[2 * above] : folder;
            System.arraycopy(path, 0, folder, 0, above);
            folderLength = above;
        }
        bytes += size;
        files++;
    }

    /** The folders that hold most, largest first. One in which a folder holds nine tenths is left out: that one says more. */
    List<ImageWaste.SizedPath> biggest(LayerSummary layer, int most) throws IOException {
        flush();
        for (int at = folders.next(0); at >= 0; at = folders.next(at)) {
            int parent = folders.find(folders.get(at + PARENT));
            if (parent >= 0 && parent != at) {
                folders.set(
                        parent + LARGEST_CHILD, Math.max(folders.get(parent + LARGEST_CHILD), folders.get(at + BYTES)));
            }
        }
        TopList<Long> top = new TopList<>(most);
        for (int at = folders.next(0); at >= 0; at = folders.next(at)) {
            long key = folders.key(at);
            long held = folders.get(at + BYTES);
            if (held > 0 && folders.get(at + LARGEST_CHILD) < held - held / 10) {
                top.offer(held, () -> key);
            }
        }
        return named(top.values(), layer);
    }

    private void flush() throws IOException {
        if (files == 0) {
            return;
        }
        parent = 0;
        hash.ancestors(folder, folderLength, (key, length) -> add(key));
        if (folderLength > 0) {
            // No slash stands behind the folder itself, so it is not among these.
            add(hash.of(folder, folderLength));
        }
        bytes = 0;
        files = 0;
    }

    private void add(long key) throws IOException {
        int at = folders.add(key);
        folders.set(at + BYTES, folders.get(at + BYTES) + bytes);
        folders.set(at + FILES, folders.get(at + FILES) + files);
        folders.set(at + PARENT, parent);
        parent = folders.key(at);
    }

    /** The paths of folders are not kept; they are looked up for those that are told. */
    private List<ImageWaste.SizedPath> named(List<Long> keys, LayerSummary layer) throws IOException {
        Map<Long, String> names = new HashMap<>();
        layer.visit((kind, path, length, size, content) -> {
            if (kind == EntryKind.FILE && names.size() < keys.size()) {
                hash.ancestors(path, length, (key, above) -> {
                    if (keys.contains(key)) {
                        names.computeIfAbsent(key, any -> EntryPath.text(path, above));
                    }
                });
            }
        });
        return keys.stream()
                .filter(names::containsKey)
                .map(key -> {
                    int at = folders.find(key);
                    return new ImageWaste.SizedPath(names.get(key), folders.get(at + BYTES), folders.get(at + FILES));
                })
                .toList();
    }
}
