package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.Columns;
import io.jenkins.plugins.multistagebuild.report.Comparison;
import io.jenkins.plugins.multistagebuild.report.Gate;
import io.jenkins.plugins.multistagebuild.report.GateReport;
import io.jenkins.plugins.multistagebuild.report.Gates;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import io.jenkins.plugins.multistagebuild.report.WasteReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * A report that is compared with the one before and held against gates, and what follows from that for the build.
 *
 * @param report the report
 * @param plain the same as plain maps, without secrets
 */
record Review(BuildReport report, Map<String, Object> plain) {

    private static final Logger LOGGER = Logger.getLogger(Review.class.getName());

    /**
     * Reviews a report.
     *
     * @param earlier the report to compare with; null where there is none
     * @param gates the limits that the build has to keep
     * @param mask hides secrets
     */
    static Review of(BuildReport made, @CheckForNull BuildReport earlier, List<Gate> gates, Mask mask)
            throws IOException, InterruptedException {
        BuildReport report = made;
        if (earlier != null && made.image() != null) {
            // The earlier one has no secrets: where this one had, each instruction that names one seemed to be another.
            report = withoutSecrets(made, mask).comparedWith(earlier);
        }
        WasteReport waste = report.waste();
        report = Gates.evaluate(gates, report, waste == null || waste.problem() != null ? null : waste);
        return new Review(report, mask.map(ReportJson.asMap(report)));
    }

    private static BuildReport withoutSecrets(BuildReport report, Mask mask) throws IOException, InterruptedException {
        try {
            return ReportJson.read(mask.json(ReportJson.asMap(report)));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "a report without its secrets can't be read");
            return report;
        }
    }

    /** Tells what was found; does what gates ask for, except for ending the step. */
    void tell(StepContext context, Mask mask) throws IOException, InterruptedException {
        PrintStream log = mask.log();
        Comparison comparison = report.comparison();
        if (comparison != null) {
            log.println(Columns.clean(comparison.summary()));
            comparison.notes().forEach(note -> log.println("Mind: " + Columns.clean(note) + "."));
        }
        report.gates().forEach(gate -> log.println(words(gate)));
        log.flush();
        List<GateReport> missed =
                report.gates().stream().filter(GateReport::missed).toList();
        if (!missed.isEmpty()) {
            String message = mask.text(missed.stream().map(Review::words).collect(Collectors.joining("\n")));
            context.get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(message));
        }
        if (missed.stream().anyMatch(gate -> gate.result().equals("unstable"))) {
            context.get(Run.class).setResult(Result.UNSTABLE);
        }
    }

    /** Why gates fail the step; null where they don't. */
    @CheckForNull
    AbortException failure(Mask mask) throws IOException, InterruptedException {
        String message = report.gates().stream()
                .filter(gate -> gate.result().equals("failed"))
                .map(Review::words)
                .collect(Collectors.joining("\n"));
        return message.isEmpty() ? null : new AbortException(mask.text(message));
    }

    private static String words(GateReport gate) {
        String result = gate.missed() ? gate.result().toUpperCase(Locale.ROOT) : gate.result();
        return "Gate " + gate.name() + " " + result + ": " + Columns.clean(gate.message());
    }
}
