package io.jenkins.plugins.multistagebuild.report;

import java.util.List;
import java.util.stream.Collectors;

/** Why a build did not succeed: what happened, where, and the last that was printed. */
final class FailureBox {

    private static final int MOST_LINES = 60;
    private static final int LINE_BYTES = 600;

    private FailureBox() {}

    static Markup of(BuildReport report, BuildReport.FailureReport failure, Place place) {
        boolean aborted = report.result().equals("aborted");
        Markup html = new Markup()
                .open("section", "class", aborted ? "msb-failure msb-stopped" : "msb-failure")
                .element(
                        place.headingElement(),
                        Wording.of(aborted ? "failure.aborted" : "failure.failed"),
                        "class",
                        "msb-heading")
                .element("p", Brevity.cut(Wording.failure(failure.message()), 4_000), "class", "msb-failure-message");
        List<String> lines = failure.lastLines();
        if (!lines.isEmpty()) {
            html.element(
                    "pre",
                    lines.stream()
                            .skip(Math.max(0, lines.size() - MOST_LINES))
                            .map(line -> Brevity.cut(line, LINE_BYTES))
                            .collect(Collectors.joining("\n")),
                    "tabindex",
                    "0",
                    "role",
                    "group",
                    "aria-label",
                    Wording.of("failure.lastLines"));
        }
        Integer index = failure.stage();
        if (index != null) {
            BuildReport.StageReport stage = report.stage(index);
            String log = place.log(stage);
            if (log != null && stage.startedAt() != null) {
                html.open("p", "class", "msb-more")
                        .element("a", Wording.of("failure.log", Brevity.cut(stage.displayName(), 100)), "href", log)
                        .close();
            }
        }
        return html.close();
    }
}
