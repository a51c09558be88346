package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;

/** Holds a report against gates. */
public final class Gates {

    private static final int SHORT = 60;

    private final BuildReport report;

    @CheckForNull
    private final WasteFigures waste;

    private Gates(BuildReport report, @CheckForNull WasteFigures waste) {
        this.report = report;
        this.waste = waste;
    }

    /**
     * The report with what became of the gates. A gate that has nothing to measure, since there is no image or no earlier
     * one, is skipped; one that needs an analysis that was not made is missed.
     *
     * @param waste the analysis of the image; null where none was made
     */
    public static BuildReport evaluate(List<Gate> gates, BuildReport report, @CheckForNull WasteFigures waste) {
        Gates evaluation = new Gates(report, waste);
        return report.withGates(gates.stream().map(evaluation::gate).toList());
    }

    /** Whether one of a report's gates failed the build. */
    public static boolean failed(BuildReport report) {
        return report.gates().stream().anyMatch(gate -> gate.result().equals("failed"));
    }

    private GateReport gate(Gate gate) {
        BuildReport.ImageReport image = report.image();
        return switch (gate.kind()) {
            case MAX_DURATION -> most(gate, report.wallMillis(), "the build took ", slowest());
            case MAX_IMAGE_SIZE ->
                image == null
                        ? skipped(gate, "there is no image")
                        : most(gate, image.sizeBytes(), "the image has ", largest(image));
            case MAX_SIZE_INCREASE -> increase(gate);
            case MAX_WASTED_BYTES, MIN_EFFICIENCY -> waste(gate);
        };
    }

    private GateReport most(Gate gate, long value, String measured, String blame) {
        String what = measured + gate.unit().format(value);
        if (value <= gate.limit()) {
            return passed(gate, value, what + ", within the " + limit(gate) + " allowed");
        }
        return missed(
                gate, value, what + ", " + gate.unit().format(value - gate.limit()) + " over " + limit(gate) + blame);
    }

    private GateReport increase(Gate gate) {
        Comparison comparison = report.comparison();
        if (comparison == null) {
            return skipped(gate, "there is no earlier report to compare with");
        }
        Change size = comparison.sizeBytes();
        Long before = size.before();
        Long after = size.after();
        if (before == null || after == null) {
            return skipped(gate, after == null ? "there is no image" : "the earlier build has no image");
        }
        boolean percent = gate.unit() == Gate.Unit.BASIS_POINTS;
        if (percent && before == 0) {
            return after == 0
                    ? passed(gate, 0, "the image is as empty as before")
                    : missed(gate, null, "the image was empty, and has " + ByteSize.format(after) + blame());
        }
        long value = percent ? basisPoints(size.difference(), before) : size.difference();
        String what = size.difference() == 0
                ? "the image is as large as before"
                : "the image has " + ByteSize.format(Math.abs(size.difference()))
                        + (size.difference() > 0 ? " more" : " less") + " than before"
                        + (percent ? " (" + (value > 0 ? "+" : "") + gate.unit().format(value) + ")" : "");
        return value <= gate.limit()
                ? passed(gate, value, what + "; allowed are " + limit(gate) + " more")
                : missed(
                        gate,
                        value,
                        what + ", " + gate.unit().format(value - gate.limit()) + " over " + limit(gate) + blame());
    }

    /** Rounded up, so that the limit counts for every byte. */
    private static long basisPoints(long difference, long before) {
        BigInteger[] points = BigInteger.valueOf(difference)
                .multiply(BigInteger.valueOf(10_000))
                .divideAndRemainder(BigInteger.valueOf(before));
        return points[0].longValueExact() + (points[1].signum() > 0 ? 1 : 0);
    }

    private GateReport waste(Gate gate) {
        BuildReport.ImageReport image = report.image();
        if (image == null) {
            return skipped(gate, "there is no image");
        } else if (waste == null) {
            WasteReport analysed = report.waste();
            return analysed != null
                    ? missed(gate, null, "it can't be measured: " + analysed.problem())
                    : missed(gate, null, "it can't be measured: it needs --analyze (in a Pipeline, analyze: true)");
        } else if (gate.kind() == Gate.Kind.MAX_WASTED_BYTES) {
            return most(gate, waste.wastedBytes(), "the image wastes ", largest(image));
        }
        long value = waste.efficiencyBasisPoints();
        String what = "the image's efficiency is " + gate.unit().format(value);
        return value >= gate.limit()
                ? passed(gate, value, what + "; at least " + limit(gate) + " is needed")
                : missed(
                        gate,
                        value,
                        what + ", " + gate.unit().format(gate.limit() - value) + " below " + limit(gate) + "; "
                                + ByteSize.format(waste.wastedBytes()) + " are wasted");
    }

    /** Who is to blame for the size: the layer that grew most; without a comparison the largest one of its own. */
    private String largest(BuildReport.ImageReport image) {
        String grown = blame();
        if (!grown.isEmpty()) {
            return grown;
        }
        return image.layers().stream()
                .filter(layer -> layer.stage() != null && layer.sizeBytes() > 0)
                .max(Comparator.comparingLong(BuildReport.LayerReport::sizeBytes))
                .map(layer -> "; its largest own layer is " + Columns.cut(layer.instruction(), SHORT) + " (line "
                        + layer.line() + "): " + ByteSize.format(layer.sizeBytes()))
                .orElse("");
    }

    private String blame() {
        Comparison comparison = report.comparison();
        if (comparison == null) {
            return "";
        }
        return comparison.layers().stream()
                .filter(layer -> layer.sizeBytes().difference() > 0)
                .findFirst()
                .map(layer -> "; "
                        + (layer.change().equals("added") ? "added most by " : "grown most: ")
                        + ComparisonSummary.what(layer) + ", "
                        + ByteSize.difference(layer.sizeBytes().difference()))
                .orElse("");
    }

    private String slowest() {
        return report.stages().stream()
                .flatMap(stage -> stage.instructions().stream())
                .max(Comparator.comparingLong(BuildReport.InstructionReport::wallMillis))
                .filter(each -> each.wallMillis() > 0)
                .map(each -> "; the longest instruction is " + Columns.cut(each.text(), SHORT) + " (line " + each.line()
                        + "): " + Durations.format(each.wallMillis()))
                .orElse("");
    }

    private static String limit(Gate gate) {
        return gate.unit().format(gate.limit());
    }

    private static GateReport passed(Gate gate, long value, String message) {
        return of(gate, value, "passed", message);
    }

    private static GateReport skipped(Gate gate, String message) {
        return of(gate, null, "skipped", message);
    }

    private static GateReport missed(Gate gate, @CheckForNull Long value, String message) {
        return of(gate, value, gate.action().result(), message);
    }

    private static GateReport of(Gate gate, @CheckForNull Long value, String result, String message) {
        return new GateReport(
                gate.kind().json(),
                gate.limit(),
                value,
                gate.unit().json(),
                gate.action().json(),
                result,
                message);
    }
}
