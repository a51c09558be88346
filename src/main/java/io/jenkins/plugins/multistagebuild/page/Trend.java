package io.jenkins.plugins.multistagebuild.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Job;
import java.io.File;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The steps of a job's builds, in a small file beside the builds, so that no build has to be loaded to show how their figures
 * went. It is kept in bounds, and made anew from the reports beside the builds where it is missing or damaged.
 */
final class Trend {

    /** The most steps that are kept, the last ones. */
    static final int MOST_ENTRIES = 2_000;

    private static final Logger LOGGER = Logger.getLogger(Trend.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Object LOCK = new Object();
    /** What was read lately, to be dropped when memory is needed. */
    private static final Map<Path, SoftReference<Known>> KNOWN = new ConcurrentHashMap<>();

    /** Files that are missing although there are builds for them. */
    private static final Set<Path> EXPECTED = ConcurrentHashMap.newKeySet();

    private final Path builds;
    private final Path file;

    private record Known(FileTime at, long size, List<TrendEntry> entries) {}

    private Trend(Path builds) {
        this.builds = builds;
        this.file = builds.resolve(MultiStageBuildAction.URL_NAME + "-trend.v1.json");
    }

    static Trend of(Job<?, ?> job) {
        File folder = job.getBuildDir();
        return new Trend(folder.toPath());
    }

    /** Notes that there should be one, since a build was seen that belongs into it. */
    void expect() {
        if (!exists()) {
            EXPECTED.add(file);
        }
    }

    /** Whether there is one, or should be: nothing is read to tell. */
    boolean isExpected() {
        return exists() || EXPECTED.contains(file);
    }

    /** Whether there is one, by a look at its file. */
    boolean exists() {
        return Files.exists(file);
    }

    /** All entries, the oldest first. */
    List<TrendEntry> entries() throws IOException {
        SoftReference<Known> reference = KNOWN.get(file);
        Known known = reference == null ? null : reference.get();
        if (known == null || !exists() || !known.equals(stamped(known.entries()))) {
            synchronized (LOCK) {
                known = read();
            }
        }
        return known.entries();
    }

    /** The same for lists of many jobs, which are not the place to make one anew or to fail: none where there is none. */
    List<TrendEntry> entriesIfThere() {
        try {
            return exists() ? entries() : List.of();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "cannot read " + file);
            return List.of();
        }
    }

    private Known stamped(List<TrendEntry> entries) throws IOException {
        return new Known(Files.getLastModifiedTime(file), Files.size(file), entries);
    }

    private Known read() throws IOException {
        if (exists()) {
            try {
                List<TrendEntry> entries =
                        JSON.readValue(Files.readAllBytes(file), new TypeReference<List<TrendEntry>>() {});
                if (entries != null && !entries.contains(null)) {
                    return keep(stamped(List.copyOf(entries)));
                }
                LOGGER.log(Level.WARNING, () -> file + " is damaged and made anew");
            } catch (JsonProcessingException e) {
                LOGGER.log(Level.WARNING, e, () -> file + " is damaged and made anew");
            }
        }
        return write(rebuilt());
    }

    private Known keep(Known known) {
        KNOWN.values().removeIf(each -> each.get() == null);
        KNOWN.put(file, new SoftReference<>(known));
        return known;
    }

    /** Notes a step that has ended; one that is noted already is replaced. */
    void put(TrendEntry entry) throws IOException {
        change(entries -> {
            entries.removeIf(each ->
                    each.getBuild() == entry.getBuild() && each.getStep().equals(entry.getStep()));
            entries.add(entry);
            return entries;
        });
    }

    /** Forgets a build that was deleted. */
    void remove(int build) throws IOException {
        if (exists()) {
            change(entries -> {
                entries.removeIf(each -> each.getBuild() == build);
                return entries;
            });
        }
    }

    private void change(UnaryOperator<List<TrendEntry>> change) throws IOException {
        synchronized (LOCK) {
            write(change.apply(new ArrayList<>(read().entries())));
        }
    }

    private Known write(List<TrendEntry> entries) throws IOException {
        List<TrendEntry> sorted = entries.stream()
                .sorted(Comparator.comparingInt(TrendEntry::getBuild))
                .toList();
        List<TrendEntry> last = sorted.subList(Math.max(0, sorted.size() - MOST_ENTRIES), sorted.size());
        Path next = Files.createTempFile(builds, MultiStageBuildAction.URL_NAME, ".json");
        try {
            Files.write(next, JSON.writeValueAsBytes(last));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
        EXPECTED.remove(file);
        return keep(stamped(List.copyOf(last)));
    }

    /** The entries of the builds whose reports are there; the builds themselves are not loaded. */
    private List<TrendEntry> rebuilt() throws IOException {
        List<Integer> numbers;
        try (Stream<Path> folders = Files.list(builds)) {
            numbers = folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("[1-9][0-9]{0,8}"))
                    .map(Integer::valueOf)
                    .sorted(Comparator.reverseOrder())
                    .limit(MOST_ENTRIES)
                    .toList();
        }
        List<TrendEntry> entries = new ArrayList<>();
        for (int number : numbers) {
            StepFiles.readReports(builds.resolve(Integer.toString(number)))
                    .forEach((step, report) ->
                            entries.add(TrendEntry.of(number, StepSummary.of(step, step, report, null))));
        }
        return entries;
    }
}
