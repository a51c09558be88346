package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The answer of a comparison in a few sentences: how the size changed and because of what, then the time, then the cache. */
final class ComparisonSummary {

    private static final int SHORT = 60;
    private static final int MOST_REASONS = 3;
    /** Differences of time below this say nothing. */
    private static final long NOISE_MILLIS = 100;

    private final Comparison facts;
    private final BuildReport now;

    ComparisonSummary(Comparison facts, BuildReport now) {
        this.facts = facts;
        this.now = now;
    }

    /** What a report says, in the language that is drawn in: its own words where that is English. */
    static String of(BuildReport report, Comparison comparison) {
        return Wording.isEnglish() ? comparison.summary() : new ComparisonSummary(comparison, report).words();
    }

    String words() {
        List<String> sentences = new ArrayList<>();
        sentences.add(size());
        if (now.result().equals("success") && facts.earlier().result().equals("success")) {
            sentences.add(time());
            cache(sentences);
        }
        return String.join(" ", sentences);
    }

    private String size() {
        Change size = facts.sizeBytes();
        Long before = size.before();
        Long after = size.after();
        if (before == null || after == null) {
            return Wording.of(after == null ? "summary.noImage" : "summary.noEarlierImage");
        }
        long difference = size.difference();
        if (difference == 0) {
            return facts.layers().isEmpty()
                    ? Wording.of("summary.same", label(), ByteSize.format(after))
                    : Wording.of("summary.sameThough", label(), ByteSize.format(after), join(reasons(0)));
        }
        List<String> reasons = reasons(difference);
        String against = against(difference);
        String change = Wording.of(
                difference > 0 ? "summary.larger" : "summary.smaller",
                ByteSize.format(Math.abs(difference)),
                label(),
                ByteSize.format(before) + " → " + ByteSize.format(after) + percent(before, difference));
        return change + (reasons.isEmpty() ? "" : Wording.of("summary.because", join(reasons))) + against + ".";
    }

    private static String percent(long before, long difference) {
        return before == 0 ? "" : String.format(Locale.ROOT, ", %+.1f %%", difference * 100.0 / before);
    }

    /** What it is compared with. */
    private String label() {
        String tag = facts.earlier().tag();
        BuildReport.ImageReport image = now.image();
        return tag != null && image != null && !image.tags().contains(tag)
                ? Columns.cut(tag, SHORT)
                : Wording.of("summary.build", Dates.format(facts.earlier().startedAt()));
    }

    /** The layers that moved the size its way, until they explain nine tenths of it; any, where it has not moved. */
    private List<String> reasons(long difference) {
        List<String> reasons = new ArrayList<>();
        long explained = 0;
        for (Comparison.LayerChange layer : facts.layers()) {
            long own = layer.sizeBytes().difference();
            if (Long.signum(own) != 0 && (difference == 0 || Long.signum(own) == Long.signum(difference))) {
                reasons.add(reason(layer));
                explained += own;
                if (reasons.size() == MOST_REASONS
                        || difference != 0 && Math.abs(explained) * 10.0 >= Math.abs(difference) * 9.0) {
                    break;
                }
            }
        }
        return reasons;
    }

    /** The layer that moved most against the rest, where that is worth a word. */
    private String against(long difference) {
        return facts.layers().stream()
                .filter(layer -> Long.signum(layer.sizeBytes().difference()) == -Long.signum(difference)
                        && Math.abs(layer.sizeBytes().difference()) * 10.0 >= Math.abs(difference))
                .findFirst()
                .map(layer -> Wording.of("summary.while", reason(layer)))
                .orElse("");
    }

    private static String reason(Comparison.LayerChange layer) {
        String what = what(layer);
        String bytes = ByteSize.format(Math.abs(layer.sizeBytes().difference()));
        String key = List.of("added", "removed", "grown").contains(layer.change()) ? layer.change() : "shrunk";
        return Wording.of("summary." + key, what, bytes);
    }

    /** A layer in words: its instruction and line. */
    static String what(Comparison.LayerChange layer) {
        String instruction = Columns.cut(layer.instruction(), SHORT);
        return layer.line() == null
                ? instruction
                : Wording.of("summary.line", instruction, String.valueOf(layer.line()));
    }

    private String time() {
        long difference = facts.wallMillis().difference();
        long millis = now.wallMillis();
        String took = Durations.format(millis);
        if (Math.abs(difference) < NOISE_MILLIS) {
            return Wording.of("summary.sameTime", took);
        }
        String stage = facts.stages().stream()
                .filter(each -> Long.signum(each.wallMillis().difference()) == Long.signum(difference)
                        && Math.abs(each.wallMillis().difference()) * 3 >= Math.abs(difference))
                .max(Comparator.comparingLong(each -> Math.abs(each.wallMillis().difference())))
                .map(each -> Wording.of(
                        "summary.mostOfAll",
                        stage(each.name()),
                        Durations.difference(each.wallMillis().difference())))
                .orElse("");
        return Wording.of(
                difference > 0 ? "summary.slower" : "summary.faster",
                Durations.format(Math.abs(difference)),
                Durations.format(millis - difference) + " → " + took,
                stage);
    }

    /** A stage without a name is called {@code stage-3} already. */
    private static String stage(String name) {
        String shown = Columns.cut(name, SHORT);
        return name.startsWith("stage-") ? shown : Wording.of("summary.stage", shown);
    }

    private void cache(List<String> sentences) {
        Change cache = facts.cachePercent();
        if (cache.isKnown() && cache.difference() != 0) {
            sentences.add(Wording.of("summary.cache", cache.after(), cache.before()));
        }
    }

    private static String join(List<String> reasons) {
        int last = reasons.size() - 1;
        return last < 1
                ? String.join("", reasons)
                : Wording.of("summary.and", String.join(", ", reasons.subList(0, last)), reasons.get(last));
    }
}
