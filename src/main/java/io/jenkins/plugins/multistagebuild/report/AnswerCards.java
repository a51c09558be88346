package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answer first: size, time, stages and cache, each in a card with a bar that shows what it is made of. */
final class AnswerCards {

    private static final List<String> STATES = List.of("built", "cached", "failed", "aborted", "skipped");

    private final BuildReport report;
    private final Markup html = new Markup().open("div", "class", "msb-answer");

    private AnswerCards(BuildReport report) {
        this.report = report;
    }

    static Markup of(BuildReport report) {
        AnswerCards cards = new AnswerCards(report);
        cards.size();
        cards.time();
        cards.stages();
        cards.cache();
        SavingReport saving = report.saving();
        if (saving != null) {
            cards.saving(saving);
        }
        return cards.html.close();
    }

    private void size() {
        BuildReport.ImageReport image = report.image();
        if (image == null) {
            card(
                    "image",
                    Wording.of("card.image.none"),
                    null,
                    Wording.of(report.result().equals("aborted") ? "card.image.aborted" : "card.image.failed"),
                    null);
            return;
        }
        long base = image.layers().stream()
                .filter(BuildReport.LayerReport::fromBase)
                .mapToLong(BuildReport.LayerReport::sizeBytes)
                .sum();
        long own = image.layerBytes() - base;
        int layers = image.allLayers();
        card(
                "image",
                ByteSize.format(image.sizeBytes()),
                change(Comparison::sizeBytes, ByteSize::difference),
                Wording.of("count.layers", layers)
                        + (PackedSizes.in(report) ? Wording.of("card.image.packed") : "")
                        + (base > 0 ? Wording.of("card.image.parts", ByteSize.format(base), ByteSize.format(own)) : ""),
                new Strip(image.layerBytes()).part(base, "msb-base", "").part(own, "", ""));
    }

    private void time() {
        long wall = report.wallMillis();
        long sequential = report.sequentialMillis();
        card(
                "time",
                Durations.format(wall),
                change(Comparison::wallMillis, Durations::difference),
                Wording.of("card.time.sequential", Durations.format(sequential)),
                new Strip(Math.max(wall, sequential)).part(wall, "", "").part(sequential - wall, "msb-rest", ""));
    }

    private void stages() {
        List<BuildReport.StageReport> stages = report.stages();
        String rest = Stream.of("failed", "aborted", "cached", "skipped")
                .filter(state -> count(state) > 0)
                .map(state -> count(state) + " " + Wording.state(state))
                .collect(Collectors.joining(", "));
        Strip strip = new Strip(stages.size());
        STATES.forEach(state -> strip.part(count(state), state.equals("built") ? "" : "msb-" + state, ""));
        card(
                "stages",
                Wording.of("card.stages.of", count("built"), stages.size()),
                null,
                Wording.state("built") + (rest.isEmpty() ? "" : "; " + rest),
                strip);
    }

    private void cache() {
        CacheReport cache = report.cache();
        Integer percent = cache.percent();
        long saved = cache.cached() + cache.shared();
        card(
                "cache",
                percent == null ? "–" : percent + " %",
                null,
                Wording.of("card.cache.of", cache.steps()),
                new Strip(cache.steps()).part(saved, "msb-cached", "").part(cache.steps() - saved, "msb-rest", ""));
    }

    private void saving(SavingReport saving) {
        long kept = saving.stageBytes() - saving.savedBytes();
        long percent = saving.stageBytes() == 0 ? 0 : Math.round(saving.savedBytes() * 100.0 / saving.stageBytes());
        card(
                "saving",
                ByteSize.format(saving.savedBytes()),
                null,
                Wording.of(
                        "card.saving.of",
                        percent,
                        ByteSize.format(saving.stageBytes()),
                        Brevity.cut(report.stage(saving.stage()).displayName(), 60)),
                new Strip(saving.stageBytes()).part(kept, "", "").part(saving.savedBytes(), "msb-rest", ""));
    }

    private long count(String state) {
        return report.stages().stream()
                .filter(stage -> stage.state().equals(state))
                .count();
    }

    /** By how much a figure differs from the earlier one; null where nobody knows, or it does not. */
    @CheckForNull
    private Markup change(Function<Comparison, Change> figure, LongFunction<String> words) {
        Comparison comparison = report.comparison();
        Change change = comparison == null ? null : figure.apply(comparison);
        if (change == null || !change.isKnown() || change.difference() == 0) {
            return null;
        }
        return new Markup()
                .text(" ")
                .element(
                        "span",
                        words.apply(change.difference()),
                        "class",
                        "msb-change " + ComparisonTable.kind(change.difference()));
    }

    private void card(
            String name, String value, @CheckForNull Markup change, String meaning, @CheckForNull Strip strip) {
        html.open("div", "class", "msb-card")
                .element("p", Wording.of("card." + name))
                .open("p", "class", "msb-value")
                .text(value)
                .add(change == null ? new Markup() : change)
                .close()
                .add(strip == null ? new Markup() : strip.draw())
                .element("p", meaning)
                .close();
    }
}
