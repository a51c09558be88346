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
            return "No file is overwritten, deleted or there twice.";
        }
        String wasted = waste.wastedFiles() == 0
                ? "No file is overwritten or deleted by a later layer"
                : ByteSize.format(waste.wastedBytes()) + " in " + files(waste.wastedFiles())
                        + (waste.wastedFiles() == 1 ? " is" : " are") + " overwritten or deleted by later layers";
        return waste.duplicateFiles() == 0
                ? wasted + "."
                : wasted + "; " + ByteSize.format(waste.duplicateBytes()) + " in " + files(waste.duplicateFiles())
                        + (waste.duplicateFiles() == 1 ? " is a copy" : " are copies") + " of what is there already.";
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
        return (layer.fromBase() ? "base image" : "layer") + " #" + (place + 1);
    }

    /** What a layer does with files of another. */
    static String done(WasteReport.Rewrite rewrite) {
        return rewrite.deletedBytes() == 0
                ? "overwritten"
                : rewrite.deletedBytes() == rewrite.bytes()
                        ? "deleted"
                        : ByteSize.format(rewrite.deletedBytes()) + " deleted";
    }

    static String files(long number) {
        return String.format(Locale.ROOT, "%,d", number) + (number == 1 ? " file" : " files");
    }

    /** What is left out of a list: {@code , the largest 20 of 312}; nothing where all are told. */
    static String cut(int told, long all) {
        return told < all ? String.format(Locale.ROOT, ", the largest %d of %,d", told, all) : "";
    }
}
