package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses a report that was read from a file and contradicts itself, so that nobody draws a wrong figure from it. */
final class ReportCheck {

    private static final Pattern LOG = Pattern.compile("stages/[A-Za-z0-9_][A-Za-z0-9_.-]*\\.log");

    /** No time and no size is larger; so no sum of them goes beyond a long. */
    private static final long MOST = 1L << 50;

    /** In a Jenkins build, masks for secrets may make a text longer than it was written. */
    private static final int ROOM = 8;

    private static final Set<String> RESULTS = Set.of("success", "failure", "aborted");
    private static final Set<String> STATES = Set.of("built", "cached", "shared", "skipped", "failed", "aborted");

    private final BuildReport report;

    private ReportCheck(BuildReport report) {
        this.report = report;
    }

    static BuildReport check(BuildReport report) throws IOException {
        new ReportCheck(report).check();
        return report;
    }

    private void check() throws IOException {
        name(report.dockerfile(), "dockerfile");
        oneOf(report.result(), RESULTS, "result");
        if ((report.failure() == null) != report.result().equals("success")) {
            throw damaged("result is " + report.result()
                    + (report.failure() == null ? ", without a failure" : ", with a failure"));
        }
        most(report.stages(), Cuts.ITEMS, "stages");
        most(report.transfers(), Cuts.ITEMS, "transfers");
        most(report.engines(), Cuts.ITEMS, "engines");
        most(report.cut(), Cuts.ITEMS, "cut");
        most(report.notes(), Cuts.ITEMS, "notes");
        for (String note : report.notes()) {
            text(note, Cuts.MESSAGE, "notes");
        }
        most(report.gates(), Cuts.ITEMS, "gates");
        most(report.lint(), Cuts.ITEMS, "lint");
        time(report.startedAt(), "startedAt");
        count(report.wallMillis(), "wallMillis");
        count(report.sequentialMillis(), "sequentialMillis");
        stageIndex(report.target(), "target");
        for (int i = 0; i < report.stages().size(); i++) {
            stage(report.stages().get(i), i);
        }
        stageIndices(report.criticalPath(), "criticalPath");
        for (BuildReport.LintReport finding : report.lint()) {
            name(finding.rule(), "lint.rule");
            count(finding.line(), "lint.line");
            text(finding.text(), Cuts.MESSAGE, "lint.text");
            name(finding.link(), "lint.link");
        }
        for (String cut : report.cut()) {
            name(cut, "cut");
        }
        for (BuildReport.TransferReport transfer : report.transfers()) {
            name(transfer.fromHost(), "transfers.fromHost");
            name(transfer.toHost(), "transfers.toHost");
            stageIndex(transfer.stage(), "transfers.stage");
            transferred(transfer);
            count(transfer.wallMillis(), "transfers.wallMillis");
            most(transfer.paths(), Cuts.ITEMS, "transfers.paths");
        }
        for (GateReport gate : report.gates()) {
            gate(gate);
        }
        BuildReport.ImageReport image = report.image();
        if (image != null) {
            image(image);
        }
        for (BuildReport.EngineReport engine : report.engines()) {
            name(engine.host(), "engines.host");
            name(engine.flavour(), "engines.flavour");
            name(engine.clientVersion(), "engines.clientVersion");
            name(engine.serverVersion(), "engines.serverVersion");
        }
        WasteReport waste = report.waste();
        if (waste != null) {
            WasteCheck.check(waste, report.stages().size());
        }
        BuildReport.FailureReport failure = report.failure();
        if (failure != null) {
            text(failure.message(), Cuts.MESSAGE, "failure.message");
            optionalIndex(failure.stage(), "failure.stage");
            most(failure.lastLines(), 20, "failure.lastLines");
        }
        if (report.comparison() != null) {
            ComparisonCheck.check(report.comparison());
        }
    }

    /** Only what came through a registry may be of a size that nobody told. */
    private static void transferred(BuildReport.TransferReport transfer) throws IOException {
        Long bytes = transfer.bytes();
        Long size = LastCosts.size(transfer);
        if (transfer.through() != null) {
            name(transfer.through(), "transfers.through");
        } else if (bytes == null) {
            throw damaged("transfers.bytes is missing");
        }
        count(bytes == null ? 0 : bytes, "transfers.bytes");
        count(size == null ? 0 : size, "transfers.sizeBytes");
    }

    private static void gate(GateReport gate) throws IOException {
        name(gate.name(), "gates.name");
        name(gate.unit(), "gates.unit");
        name(gate.action(), "gates.action");
        name(gate.result(), "gates.result");
        text(gate.message(), Cuts.MESSAGE, "gates.message");
    }

    private void stage(BuildReport.StageReport stage, int position) throws IOException {
        String where = "stages[" + position + "].";
        if (stage.index() != position) {
            throw damaged(where + "index is " + stage.index());
        }
        name(stage.displayName(), where + "displayName");
        oneOf(stage.state(), STATES, where + "state");
        text(stage.reason(), Cuts.TEXT, where + "reason");
        if (stage.host() != null) {
            name(stage.host(), where + "host");
        }
        Long size = stage.sizeBytes();
        if (size != null) {
            count(size, where + "sizeBytes");
        }
        most(stage.instructions(), Cuts.INSTRUCTIONS, where + "instructions");
        most(stage.dependencies(), Cuts.ITEMS, where + "dependencies");
        stageIndices(stage.dependencies(), where + "dependencies");
        count(stage.wallMillis(), where + "wallMillis");
        count(stage.queuedMillis(), where + "queuedMillis");
        count(stage.slackMillis(), where + "slackMillis");
        if (stage.startedAt() != null) {
            time(stage.startedAt(), where + "startedAt");
        }
        String log = stage.log();
        if (log != null && !LOG.matcher(log).matches()) {
            throw damaged(where + "log is no file of the folder 'stages'");
        }
        for (BuildReport.InstructionReport instruction : stage.instructions()) {
            text(instruction.text(), Cuts.TEXT, where + "instructions.text");
            oneOf(instruction.state(), STATES, where + "instructions.state");
            Long bytes = instruction.sizeBytes();
            if (bytes != null) {
                count(bytes, where + "instructions.sizeBytes");
            }
            count(instruction.wallMillis(), where + "instructions.wallMillis");
            stageIndices(instruction.sharedWith(), where + "instructions.sharedWith");
            if (instruction.startedAt() != null) {
                time(instruction.startedAt(), where + "instructions.startedAt");
            }
        }
    }

    private void image(BuildReport.ImageReport image) throws IOException {
        name(image.id(), "image.id");
        most(image.layers(), Cuts.LAYERS, "image.layers");
        most(image.tags(), Cuts.ITEMS, "image.tags");
        for (String tag : image.tags()) {
            name(tag, "image.tags");
        }
        if (image.base() != null) {
            name(image.base(), "image.base");
        }
        count(image.sizeBytes(), "image.sizeBytes");
        for (BuildReport.LayerReport layer : image.layers()) {
            text(layer.instruction(), Cuts.TEXT, "image.layers.instruction");
            count(layer.sizeBytes(), "image.layers.sizeBytes");
            optionalIndex(layer.stage(), "image.layers.stage");
        }
        for (PushReport push : image.pushes()) {
            name(push.reference(), "image.pushes.reference");
            name(push.digest(), "image.pushes.digest");
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

    private static void oneOf(@CheckForNull String word, Set<String> words, String field) throws IOException {
        name(word, field);
        if (!words.contains(word)) {
            throw damaged(field + " is '" + Columns.clean(Cuts.shorten(word, 40)) + "'");
        }
    }

    static void name(@CheckForNull String text, String field) throws IOException {
        text(text, Cuts.NAME, field);
    }

    static void text(@CheckForNull String text, int most, String field) throws IOException {
        if (text == null) {
            throw damaged(field + " is missing");
        } else if (text.length() > ROOM * most) {
            throw damaged(field + " has " + text.length() + " characters; at most " + most + " are written");
        }
    }

    static void most(List<?> list, int most, String field) throws IOException {
        if (list.size() > most) {
            throw damaged(field + " has " + list.size() + " items; at most " + most + " are written");
        }
    }

    static void count(long value, String field) throws IOException {
        if (value < 0) {
            throw damaged(field + " is negative");
        }
        if (value > MOST) {
            throw damaged(field + " is too large: " + value);
        }
    }

    static void time(@CheckForNull String text, String field) throws IOException {
        name(text, field);
        try {
            Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IOException("the report is damaged: " + field + " is no time in UTC", e);
        }
    }

    static IOException damaged(String what) {
        return new IOException("the report is damaged: " + what);
    }
}
