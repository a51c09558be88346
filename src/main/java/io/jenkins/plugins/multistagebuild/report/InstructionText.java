package io.jenkins.plugins.multistagebuild.report;

/**
 * Time and size of every instruction in one table. A size is told for instructions of the image's own layers; what the
 * engine does not tell is left empty, and a dash stands for what only changes configuration.
 */
final class InstructionText {

    private InstructionText() {}

    static void write(BuildReport report, TextLines lines) {
        if (report.stages().stream().allMatch(stage -> stage.instructions().isEmpty())) {
            return;
        }
        lines.section("");
        lines.row(" Line", "State  ", Columns.right("Time", 11), Columns.right("Size", 8), "Instruction");
        for (BuildReport.StageReport stage : report.stages()) {
            if (!stage.instructions().isEmpty()) {
                lines.row(" ".repeat(5), "stage " + stage.displayName());
                stage.instructions().forEach(each -> row(each, lines));
            }
        }
    }

    private static void row(BuildReport.InstructionReport each, TextLines lines) {
        Long size = each.sizeBytes();
        boolean timed = each.startedAt() != null || each.wallMillis() > 0;
        lines.row(
                Columns.right(Integer.toString(each.line()), 5),
                Columns.left(each.configures() ? "config" : each.state(), 7),
                Columns.right(each.configures() ? "–" : timed ? Durations.format(each.wallMillis()) : "", 11),
                Columns.right(each.configures() ? "–" : size == null ? "" : ByteSize.format(size), 8),
                each.text());
    }
}
