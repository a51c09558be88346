package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.Gate;
import io.jenkins.plugins.multistagebuild.report.Gates;
import io.jenkins.plugins.multistagebuild.report.WasteReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that compare a build with an earlier one and hold it against limits. */
final class GateOptions {

    @Spec(Spec.Target.MIXEE)
    private picocli.CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--compare",
            paramLabel = "REPORT",
            description = "An earlier report to compare with: the folder of an earlier build, or its report.json.")
    private Path earlier;

    @Option(
            names = "--max-image-size",
            paramLabel = "SIZE[:ACTION]",
            description =
                    "How large the image may be: 200MB, 1.5GB, 1GiB. ACTION is what happens where a limit is missed:"
                            + " fail (the default; exit status 1), warn, or unstable, which counts as warn here.")
    private String maxImageSize;

    @Option(
            names = "--max-size-increase",
            paramLabel = "SIZE|PERCENT[:ACTION]",
            description = "How much larger than in the report of --compare the image may be: 5MB, 3%%.")
    private String maxSizeIncrease;

    @Option(
            names = "--min-efficiency",
            paramLabel = "PERCENT[:ACTION]",
            description = "Share of the layers' bytes that the image needs at least: 95%% or 0.95. Needs --analyze.")
    private String minEfficiency;

    @Option(
            names = "--max-wasted-bytes",
            paramLabel = "SIZE[:ACTION]",
            description = "How many bytes of the layers may be of no use. Needs --analyze.")
    private String maxWastedBytes;

    @Option(
            names = "--max-duration",
            paramLabel = "DURATION[:ACTION]",
            description = "How long the build may take: 90s, 10m. It is not ended then, as by --timeout.")
    private String maxDuration;

    /**
     * What a build is held against.
     *
     * @param earlier the report to compare with; null where none was named
     * @param gates the gates that were set
     */
    record Limits(@CheckForNull BuildReport earlier, List<Gate> gates) {

        /** The report, compared and with what became of the gates. */
        BuildReport hold(BuildReport report) {
            WasteReport waste = report.waste() == null || report.waste().problem() != null ? null : report.waste();
            return Gates.evaluate(gates, earlier == null ? report : report.comparedWith(earlier), waste);
        }
    }

    /** What was asked for, or an end of the command where it can't be read. */
    Limits limits() {
        List<Gate> gates = gates();
        return new Limits(earlier == null ? null : ReportFolder.read(earlier), gates);
    }

    private List<Gate> gates() {
        List<Gate> gates = new ArrayList<>();
        add(gates, Gate.Kind.MAX_IMAGE_SIZE, maxImageSize);
        add(gates, Gate.Kind.MAX_SIZE_INCREASE, maxSizeIncrease);
        add(gates, Gate.Kind.MIN_EFFICIENCY, minEfficiency);
        add(gates, Gate.Kind.MAX_WASTED_BYTES, maxWastedBytes);
        add(gates, Gate.Kind.MAX_DURATION, maxDuration);
        if (maxSizeIncrease != null && earlier == null) {
            throw new ParameterException(
                    spec.commandLine(), "--max-size-increase needs --compare with the report of an earlier build");
        }
        return gates;
    }

    private void add(List<Gate> gates, Gate.Kind kind, @CheckForNull String text) {
        if (text != null) {
            try {
                gates.add(Gate.read(kind, text));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), kind.option() + ": " + e.getMessage(), e);
            }
        }
    }
}
