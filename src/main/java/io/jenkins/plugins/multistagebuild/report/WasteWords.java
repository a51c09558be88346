package io.jenkins.plugins.multistagebuild.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/** How terminal and page call what waste is made of. */
final class WasteWords {

    private final BuildReport report;
    private final WasteReport waste;

    WasteWords(BuildReport report, WasteReport waste) {
        this.report = report;
        this.waste = waste;
    }

    /** The efficiency in percent: {@code 94.7 %}; never 100 where something is wasted. */
    String efficiency() {
        long thousandths = (long) Math.floor(Objects.requireNonNullElse(waste.efficiency(), 0.0) * 1000);
        return thousandths >= 1000
                ? "100 %"
                : String.format(Locale.ROOT, "%d.%d %%", thousandths / 10, thousandths % 10);
    }

    /** The figures in one sentence. */
    String sentence() {
        if (waste.wastedFiles() == 0 && waste.duplicateFiles() == 0) {
            return Wording.of("waste.nothing");
        }
        String wasted = waste.wastedFiles() == 0
                ? Wording.of("waste.noneWasted")
                : Wording.of("waste.wasted", ByteSize.format(waste.wastedBytes()), waste.wastedFiles());
        return waste.duplicateFiles() == 0
                ? wasted + "."
                : wasted + "; "
                        + Wording.of("waste.twice", ByteSize.format(waste.duplicateBytes()), waste.duplicateFiles())
                        + ".";
    }

    /** Places of the largest layers that have something in them, in the order of the image. */
    List<Integer> largestLayers(int most) {
        return IntStream.range(0, waste.layers().size())
                .boxed()
                .filter(place -> waste.layers().get(place).bytes() > 0)
                .sorted(Comparator.comparing(
                        (Integer place) -> -waste.layers().get(place).bytes()))
                .limit(most)
                .sorted()
                .toList();
    }

    /** A layer by stage and line, for example {@code runtime :7}. */
    String layer(int place) {
        WasteReport.LayerWaste layer = waste.layers().get(place);
        Integer stage = layer.stage();
        if (stage != null && layer.line() != null) {
            return report.stage(stage).displayName() + " :" + layer.line();
        }
        return Wording.of(layer.fromBase() ? "waste.base" : "waste.layer") + " #" + (place + 1);
    }

    /** What a layer does with files of another. */
    static String done(WasteReport.Rewrite rewrite) {
        return rewrite.deletedBytes() == 0
                ? Wording.of("waste.overwritten")
                : rewrite.deletedBytes() == rewrite.bytes()
                        ? Wording.of("waste.deleted")
                        : Wording.of("waste.partlyDeleted", ByteSize.format(rewrite.deletedBytes()));
    }

    static String files(long number) {
        return Wording.of("count.files", number);
    }

    /** What is left out of a list: {@code , the largest 20 of 312}; nothing where all are told. */
    static String cut(int told, long all) {
        return told < all ? ", " + Wording.of("waste.largest", told, all) : "";
    }
}
