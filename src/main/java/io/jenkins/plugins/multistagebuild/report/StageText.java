package io.jenkins.plugins.multistagebuild.report;

import java.util.Objects;

/** The stages in a terminal: state, times, slack, and the host where there are several. */
final class StageText {

    private static final int TIME = 11;

    private StageText() {}

    static void write(BuildReport report, TextLines lines) {
        boolean hosts = report.stages().stream()
                        .map(BuildReport.StageReport::host)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                > 1;
        int longest = report.stages().stream()
                .mapToInt(stage -> Columns.width(stage.displayName()))
                .max()
                .orElse(5);
        int name = Math.max(5, Math.min(hosts ? 17 : 28, longest));
        lines.row(
                Columns.left("Stage", name),
                "State   ",
                Columns.right("Waited", TIME),
                Columns.right("Ran", TIME),
                Columns.right("Slack", TIME),
                hosts ? "Host" : "");
        for (BuildReport.StageReport stage : report.stages()) {
            if (stage.state().equals("skipped")) {
                lines.row(Columns.left(stage.displayName(), name), "skipped ", stage.reason());
                continue;
            }
            boolean ran = stage.startedAt() != null;
            String host = stage.host();
            boolean critical = report.criticalPath().contains(stage.index());
            lines.row(
                    Columns.left(stage.displayName(), name),
                    Columns.left(stage.state(), 8),
                    Columns.right(ran ? Durations.format(stage.queuedMillis()) : "", TIME),
                    Columns.right(ran ? Durations.format(stage.wallMillis()) : "", TIME),
                    Columns.right(!ran ? "" : critical ? "critical" : Durations.format(stage.slackMillis()), TIME),
                    hosts && host != null ? Columns.cut(host, TIME) : "");
        }
    }
}
