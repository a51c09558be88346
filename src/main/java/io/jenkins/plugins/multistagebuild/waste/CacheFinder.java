package io.jenkins.plugins.multistagebuild.waste;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up the files of the final file system that are in a package manager's cache. */
final class CacheFinder {

    private static final int LONGEST_PATH = 1_000;

    private final Map<Integer, Found> found = new TreeMap<>();

    private static final class Found {
        private final String path;
        private final TreeSet<Integer> layers = new TreeSet<>();
        private long files;
        private long bytes;

        Found(String path) {
            this.path = path;
        }
    }

    /** Takes a file that nothing overwrites or deletes. */
    void file(byte[] path, int length, long size, int layer) {
        String text = new String(path, 0, Math.min(length, LONGEST_PATH), StandardCharsets.UTF_8);
        String home = home(text);
        for (int i = 0; i < PackageCache.ALL.size(); i++) {
            String folder = folder(PackageCache.ALL.get(i), text, home);
            if (folder != null) {
                Found cache = found.computeIfAbsent(
                        i, any -> new Found(EntryPath.text(path, folder.getBytes(StandardCharsets.UTF_8).length)));
                cache.files++;
                cache.bytes += size;
                cache.layers.add(layer);
                return;
            }
        }
    }

    /** What was found, with the largest first; what holds no bytes is none. */
    List<ImageWaste.LeftCache> found() {
        List<ImageWaste.LeftCache> caches = new ArrayList<>();
        found.forEach((index, cache) -> {
            PackageCache kind = PackageCache.ALL.get(index);
            if (cache.bytes > 0) {
                caches.add(new ImageWaste.LeftCache(
                        kind.name(), cache.path, cache.files, cache.bytes, List.copyOf(cache.layers), kind.hint()));
            }
        });
        caches.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
        return caches;
    }

    /** The folder of the cache that a file is in; null where it is not in it. */
    @CheckForNull
    private static String folder(PackageCache cache, String path, String home) {
        for (String each : cache.folders()) {
            if (!each.startsWith("~/")) {
                if (isIn(path, "", each)) {
                    return each;
                }
            } else if (!home.isEmpty() && isIn(path, home, each.substring(2))) {
                return home + each.substring(2);
            }
        }
        return null;
    }

    private static boolean isIn(String path, String home, String folder) {
        int end = home.length() + folder.length();
        return path.length() > end && path.charAt(end) == '/' && path.startsWith(folder, home.length());
    }

    /** The home that a path is in, with a slash behind it; empty where it is in none. */
    private static String home(String path) {
        if (path.startsWith("root/")) {
            return "root/";
        }
        int end = path.startsWith("home/") ? path.indexOf('/', "home/".length()) : -1;
        return path.substring(0, end + 1);
    }
}
