package io.jenkins.plugins.multistagebuild.report;

import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.Objects;

/**
 * A run that goes on, as a part of a page: how far it is, then timeline, graph and stages as in the report of one that has
 * ended. What counts up with the clock is marked by {@code data-since}, so that it need not be sent for each second.
 */
public final class LiveHtml {

    private final BuildReport report;
    private final Markup html = new Markup();

    private LiveHtml(BuildReport report) {
        this.report = report;
    }

    /**
     * How a run stands that has not ended: {@code result} is {@code running}, and stages and instructions may be
     * {@code waiting} or {@code running}. It is for pages, not for files.
     */
    public static BuildReport report(StageGraph graph, Outcome outcome) {
        return ReportMaker.live(graph, outcome);
    }

    /**
     * Draws it as the run stands; it needs {@code report.css}.
     *
     * @param report from {@link #report}
     * @param links where the logs are, seen from that page
     * @param id what tells the report from others on that page
     */
    public static String body(BuildReport report, LogLinks links, String id) {
        Place place = new Place(links, id, 2);
        return Brevity.fitting(report, brevity -> new LiveHtml(report).draw(place, brevity));
    }

    /** Changes whenever a stage or an instruction begins or ends, a line is found wrong, or something happens to a host: what the drawing shows but times. */
    public static int version(BuildReport report) {
        int version = Objects.hash(report.result(), report.image() != null, report.failure(), report.notes());
        for (BuildReport.StageReport stage : report.stages()) {
            version = 31 * version + Objects.hash(stage.state(), stage.startedAt());
            for (BuildReport.InstructionReport each : stage.instructions()) {
                version = 31 * version + Objects.hash(each.state(), each.startedAt());
            }
        }
        return version;
    }

    private String draw(Place place, Brevity brevity) {
        html.open("div", "class", "msb-report").add(StateIcon.sprite(place));
        html.open("p", "class", "msb-now")
                .add(StateIcon.of(place, "running"))
                .element("span", sentence(), "role", "status")
                .element(
                        "span",
                        Durations.format(report.wallMillis()),
                        "class",
                        "msb-ticking",
                        "data-since",
                        report.startedAt())
                .close();
        html.add(strip());
        if (!report.notes().isEmpty()) {
            html.open("div", "data-key", "hosts")
                    .add(Sentences.of(place, "report.hosts", HostNotes.of(report)))
                    .close();
        }
        if (report.stages().stream().anyMatch(stage -> stage.startedAt() != null)) {
            section(place, "timeline", TimelineSvg.of(report, place, brevity));
        }
        if (report.stages().size() > 1) {
            section(place, "graph", GraphSvg.of(report, place));
        }
        section(place, "stages", StageTable.of(report, place, brevity));
        return html.close().toString();
    }

    private void section(Place place, String id, Markup content) {
        html.open("section", "class", "msb-section", "id", place.id(id))
                .element(place.headingElement(), Wording.of("section." + id), "class", "msb-heading")
                .open("div", "class", "msb-panel", "data-key", id)
                .add(content)
                .close()
                .close();
    }

    private Markup strip() {
        Strip strip = new Strip(report.stages().size());
        strip.part(count("built"), "", "").part(count("cached"), "msb-cached", "");
        strip.part(count("failed"), "msb-failed", "").part(count("running"), "msb-running", "");
        return strip.part(count("waiting"), "msb-rest", "")
                .part(count("skipped"), "msb-skipped", "")
                .draw();
    }

    private String sentence() {
        long needed = report.stages().size() - count("skipped");
        long ended = count("built") + count("cached") + count("failed") + count("aborted");
        if (ended == needed) {
            return Wording.of("live.ended");
        }
        return Wording.of("live.sentence", ended, needed, count("running"));
    }

    private long count(String state) {
        return report.stages().stream()
                .filter(stage -> stage.state().equals(state))
                .count();
    }
}
