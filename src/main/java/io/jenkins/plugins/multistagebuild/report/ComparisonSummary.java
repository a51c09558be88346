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
            return "There is no size to compare: " + (after == null ? "this" : "the earlier") + " build has no image.";
        }
        long difference = size.difference();
        if (difference == 0) {
            return "As large as " + label() + ": " + ByteSize.format(after)
                    + (facts.layers().isEmpty() ? "." : ", though " + join(reasons(0)) + ".");
        }
        List<String> reasons = reasons(difference);
        String against = against(difference);
        return ByteSize.format(Math.abs(difference)) + (difference > 0 ? " larger than " : " smaller than ") + label()
                + " (" + ByteSize.format(before) + " → " + ByteSize.format(after) + percent(before, difference) + ")"
                + (reasons.isEmpty() ? "" : ", because " + join(reasons)) + against + ".";
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
                : "the build of " + Dates.format(facts.earlier().startedAt());
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
                .map(layer -> ", while " + reason(layer))
                .orElse("");
    }

    private static String reason(Comparison.LayerChange layer) {
        String what = what(layer);
        String bytes = ByteSize.format(Math.abs(layer.sizeBytes().difference()));
        return switch (layer.change()) {
            case "added" -> what + " was added (" + bytes + ")";
            case "removed" -> what + " is gone (" + bytes + ")";
            case "grown" -> what + " grew by " + bytes;
            default -> what + " shrank by " + bytes;
        };
    }

    /** A layer in words: its instruction and line. */
    static String what(Comparison.LayerChange layer) {
        return Columns.cut(layer.instruction(), SHORT) + (layer.line() == null ? "" : " (line " + layer.line() + ")");
    }

    private String time() {
        long difference = facts.wallMillis().difference();
        long millis = now.wallMillis();
        String took = Durations.format(millis);
        if (Math.abs(difference) < NOISE_MILLIS) {
            return "It took as long: " + took + ".";
        }
        String stage = facts.stages().stream()
                .filter(each -> Long.signum(each.wallMillis().difference()) == Long.signum(difference)
                        && Math.abs(each.wallMillis().difference()) * 3 >= Math.abs(difference))
                .max(Comparator.comparingLong(each -> Math.abs(each.wallMillis().difference())))
                .map(each -> ", most of all " + stage(each.name()) + " ("
                        + Durations.difference(each.wallMillis().difference()) + ")")
                .orElse("");
        return "It was " + Durations.format(Math.abs(difference)) + (difference > 0 ? " slower (" : " faster (")
                + Durations.format(millis - difference) + " → " + took + ")" + stage + ".";
    }

    /** A stage without a name is called {@code stage-3} already. */
    private static String stage(String name) {
        return (name.startsWith("stage-") ? "" : "stage ") + Columns.cut(name, SHORT);
    }

    private void cache(List<String> sentences) {
        Change cache = facts.cachePercent();
        if (cache.isKnown() && cache.difference() != 0) {
            sentences.add(cache.after() + " % of the steps came from the cache, " + cache.before() + " % before.");
        }
    }

    private static String join(List<String> reasons) {
        int last = reasons.size() - 1;
        return last < 1
                ? String.join("", reasons)
                : String.join(", ", reasons.subList(0, last)) + " and " + reasons.get(last);
    }
}
