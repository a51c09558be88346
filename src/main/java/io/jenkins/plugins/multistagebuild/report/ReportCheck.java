package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Refuses a report that was read from a file and contradicts itself, so that nobody draws a wrong figure from it. */
final class ReportCheck {

    private static final Pattern LOG = Pattern.compile("stages/[A-Za-z0-9_][A-Za-z0-9_.-]*\\.log");

    private final BuildReport report;

    private ReportCheck(BuildReport report) {
        this.report = report;
    }

    static BuildReport check(BuildReport report) throws IOException {
        new ReportCheck(report).check();
        return report;
    }

    private void check() throws IOException {
        text(report.dockerfile(), "dockerfile");
        time(report.startedAt(), "startedAt");
        count(report.wallMillis(), "wallMillis");
        count(report.sequentialMillis(), "sequentialMillis");
        stageIndex(report.target(), "target");
        for (int i = 0; i < report.stages().size(); i++) {
            stage(report.stages().get(i), i);
        }
        stageIndices(report.criticalPath(), "criticalPath");
        for (BuildReport.LintReport finding : report.lint()) {
            text(finding.rule(), "lint.rule");
            count(finding.line(), "lint.line");
            text(finding.text(), "lint.text");
            text(finding.link(), "lint.link");
        }
        if (report.image() != null) {
            image(report.image());
        }
        for (BuildReport.EngineReport engine : report.engines()) {
            text(engine.host(), "engines.host");
            text(engine.flavour(), "engines.flavour");
            text(engine.clientVersion(), "engines.clientVersion");
            text(engine.serverVersion(), "engines.serverVersion");
        }
        if (report.failure() != null) {
            text(report.failure().message(), "failure.message");
            optionalIndex(report.failure().stage(), "failure.stage");
        }
    }

    private void stage(BuildReport.StageReport stage, int position) throws IOException {
        String where = "stages[" + position + "].";
        if (stage.index() != position) {
            throw damaged(where + "index is " + stage.index());
        }
        text(stage.displayName(), where + "displayName");
        text(stage.state(), where + "state");
        text(stage.reason(), where + "reason");
        stageIndices(stage.dependencies(), where + "dependencies");
        count(stage.wallMillis(), where + "wallMillis");
        count(stage.queuedMillis(), where + "queuedMillis");
        count(stage.slackMillis(), where + "slackMillis");
        if (stage.startedAt() != null) {
            time(stage.startedAt(), where + "startedAt");
        }
        if (stage.log() != null && !LOG.matcher(stage.log()).matches()) {
            throw damaged(where + "log is no file of the folder 'stages'");
        }
        for (BuildReport.InstructionReport instruction : stage.instructions()) {
            text(instruction.text(), where + "instructions.text");
            text(instruction.state(), where + "instructions.state");
            count(instruction.wallMillis(), where + "instructions.wallMillis");
            stageIndices(instruction.sharedWith(), where + "instructions.sharedWith");
            if (instruction.startedAt() != null) {
                time(instruction.startedAt(), where + "instructions.startedAt");
            }
        }
    }

    private void image(BuildReport.ImageReport image) throws IOException {
        text(image.id(), "image.id");
        count(image.sizeBytes(), "image.sizeBytes");
        for (BuildReport.LayerReport layer : image.layers()) {
            text(layer.instruction(), "image.layers.instruction");
            count(layer.sizeBytes(), "image.layers.sizeBytes");
            optionalIndex(layer.stage(), "image.layers.stage");
        }
        for (BuildReport.PushReport push : image.pushes()) {
            text(push.reference(), "image.pushes.reference");
            text(push.digest(), "image.pushes.digest");
            count(push.wallMillis(), "image.pushes.wallMillis");
        }
    }

    private void stageIndices(List<Integer> indices, String field) throws IOException {
        for (int index : indices) {
            stageIndex(index, field);
        }
    }

    private void optionalIndex(@CheckForNull Integer index, String field) throws IOException {
        if (index != null) {
            stageIndex(index, field);
        }
    }

    private void stageIndex(int index, String field) throws IOException {
        if (index < 0 || index >= report.stages().size()) {
            throw damaged(
                    field + " names stage " + index + " of " + report.stages().size());
        }
    }

    private static void text(@CheckForNull String text, String field) throws IOException {
        if (text == null) {
            throw damaged(field + " is missing");
        }
    }

    private static void count(long value, String field) throws IOException {
        if (value < 0) {
            throw damaged(field + " is negative");
        }
    }

    private static void time(@CheckForNull String text, String field) throws IOException {
        text(text, field);
        try {
            Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IOException("the report is damaged: " + field + " is no time in UTC", e);
        }
    }

    private static IOException damaged(String what) {
        return new IOException("the report is damaged: " + what);
    }
}
