package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares a report with an earlier one. */
final class ComparisonMaker {

    private final BuildReport earlier;
    private final BuildReport now;

    private ComparisonMaker(BuildReport earlier, BuildReport now) {
        this.earlier = earlier;
        this.now = now;
    }

    static Comparison compare(BuildReport earlier, BuildReport now) {
        return new ComparisonMaker(earlier, now).compare();
    }

    private Comparison compare() {
        boolean images = earlier.image() != null && now.image() != null;
        List<LayerPairs.Pair> pairs = images ? LayerPairs.of(earlier, now) : List.of();
        List<Comparison.LayerChange> layers = pairs.stream()
                .map(ComparisonMaker::layer)
                .filter(change -> change.sizeBytes().difference() != 0
                        || !change.sizeBytes().isKnown())
                .sorted(Comparator.comparingLong((Comparison.LayerChange change) ->
                                Math.abs(change.sizeBytes().difference()))
                        .reversed())
                .toList();
        Comparison facts = new Comparison(
                earlier(),
                notes(),
                "",
                new Change(size(earlier), size(now)),
                new Change(earlier.wallMillis(), now.wallMillis()),
                new Change(earlier.sequentialMillis(), now.sequentialMillis()),
                new Change(percent(earlier), percent(now)),
                layers,
                pairs.size() - layers.size(),
                stages());
        return new Comparison(
                facts.earlier(),
                facts.notes(),
                new ComparisonSummary(facts, now).words(),
                facts.sizeBytes(),
                facts.wallMillis(),
                facts.sequentialMillis(),
                facts.cachePercent(),
                facts.layers(),
                facts.unchangedLayers(),
                facts.stages());
    }

    private Comparison.Earlier earlier() {
        BuildReport.ImageReport image = earlier.image();
        return new Comparison.Earlier(
                earlier.dockerfile(),
                target(earlier).displayName(),
                earlier.startedAt(),
                earlier.result(),
                image == null ? null : image.id(),
                image == null || image.tags().isEmpty() ? null : image.tags().get(0));
    }

    /** What makes the comparison one of apples and pears. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!plain(earlier.dockerfile()).equals(plain(now.dockerfile()))) {
            notes.add("the earlier report is of another Dockerfile, " + earlier.dockerfile());
        }
        if (!StageKeys.of(earlier, target(earlier)).equals(StageKeys.of(now, target(now)))) {
            notes.add("the earlier report is of another target, "
                    + target(earlier).displayName());
        }
        if (!repositories(earlier).isEmpty()
                && !repositories(now).isEmpty()
                && repositories(earlier).stream().noneMatch(repositories(now)::contains)) {
            notes.add("the earlier report is of another image, "
                    + repositories(earlier).get(0));
        }
        if (!earlier.result().equals("success")) {
            notes.add("the earlier build did not succeed (" + earlier.result() + "), so it has no image and its times"
                    + " are not those of a whole build");
        }
        if (!flavours(earlier).isEmpty()
                && !flavours(now).isEmpty()
                && !flavours(earlier).equals(flavours(now))) {
            notes.add("the earlier build was made by another kind of engine (" + flavours(earlier)
                    + "), which counts and caches in its own way");
        }
        if (PackedSizes.in(earlier) != PackedSizes.in(now)) {
            notes.add(
                    "of one build the sizes are those of packed layers, as a registry has them, and of the other not");
        } else {
            countedOtherwise().ifPresent(notes::add);
        }
        if (Instant.parse(earlier.startedAt()).isAfter(Instant.parse(now.startedAt()))) {
            notes.add("the earlier report says that it began later, on " + Dates.format(earlier.startedAt())
                    + ": a clock was wrong, or the two reports are in the wrong order");
        } else if (earlier.startedAt().equals(now.startedAt())) {
            notes.add("both reports are of the same run");
        }
        return notes.stream().map(note -> Cuts.shorten(note, Cuts.TEXT)).toList();
    }

    /** An engine with containerd's image store counts what a layer takes on its disk, one with a storage driver the bytes of its files. */
    private Optional<String> countedOtherwise() {
        Map<String, Long> before = new HashMap<>();
        for (BuildReport.LayerReport layer : layers(earlier)) {
            if (layer.digest() != null) {
                before.put(layer.digest(), layer.sizeBytes());
            }
        }
        return layers(now).stream()
                .filter(layer -> before.containsKey(layer.digest()) && before.get(layer.digest()) != layer.sizeBytes())
                .map(layer -> "the engine of the earlier build counts otherwise: a layer that is the same, of "
                        + ByteSize.format(layer.sizeBytes()) + ", had "
                        + ByteSize.format(before.get(layer.digest())) + " there")
                .findFirst();
    }

    private static List<BuildReport.LayerReport> layers(BuildReport report) {
        BuildReport.ImageReport image = report.image();
        return image == null ? List.of() : image.layers();
    }

    private static String plain(String path) {
        return path.replace('\\', '/').replaceAll("/(\\./)+", "/").replaceFirst("^(\\./)+", "");
    }

    private static List<String> repositories(BuildReport report) {
        BuildReport.ImageReport image = report.image();
        return image == null
                ? List.of()
                : image.tags().stream()
                        .map(tag -> tag.replaceFirst("[:@][^/]*$", ""))
                        .toList();
    }

    private static String flavours(BuildReport report) {
        return report.engines().stream()
                .map(BuildReport.EngineReport::flavour)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static BuildReport.StageReport target(BuildReport report) {
        return report.stage(report.target());
    }

    @CheckForNull
    private static Long size(BuildReport report) {
        BuildReport.ImageReport image = report.image();
        return image == null ? null : image.sizeBytes();
    }

    @CheckForNull
    private static Long percent(BuildReport report) {
        Integer percent = report.cache().percent();
        return percent == null ? null : Long.valueOf(percent);
    }

    private static Comparison.LayerChange layer(LayerPairs.Pair pair) {
        LayerPairs.Item before = pair.before();
        LayerPairs.Item after = pair.after();
        LayerPairs.Item shown = after != null ? after : before;
        Change size = new Change(before == null ? null : before.bytes(), after == null ? null : after.bytes());
        boolean reads = before == null || after == null || Objects.equals(before.instruction(), after.instruction());
        return new Comparison.LayerChange(
                before == null ? "added" : after == null ? "removed" : size.difference() > 0 ? "grown" : "shrunk",
                shown.instruction(),
                reads ? null : before.instruction(),
                shown.line(),
                shown.shown(),
                size);
    }

    private List<Comparison.StageChange> stages() {
        Map<String, BuildReport.StageReport> before = new LinkedHashMap<>();
        for (BuildReport.StageReport stage : earlier.stages()) {
            if (!stage.state().equals("skipped")) {
                before.put(StageKeys.of(earlier, stage), stage);
            }
        }
        List<Comparison.StageChange> changes = new ArrayList<>();
        for (BuildReport.StageReport stage : now.stages()) {
            if (!stage.state().equals("skipped")) {
                changes.add(stage(before.remove(StageKeys.of(now, stage)), stage));
            }
        }
        before.values().forEach(stage -> changes.add(stage(stage, null)));
        return changes;
    }

    private static Comparison.StageChange stage(
            @CheckForNull BuildReport.StageReport before, @CheckForNull BuildReport.StageReport after) {
        return new Comparison.StageChange(
                (after != null ? after : before).displayName(),
                before == null ? null : before.state(),
                after == null ? null : after.state(),
                new Change(before == null ? null : before.wallMillis(), after == null ? null : after.wallMillis()));
    }
}
