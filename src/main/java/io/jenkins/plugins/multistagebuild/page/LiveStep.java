package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.LiveHtml;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A step that runs on this controller now, as its pages see it. However many pages are open, it is asked at most four
 * times a second how it stands, and drawn at most once for each change and language.
 */
final class LiveStep {

    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** The picture of the timeline grows with the clock; it is drawn anew after so many milliseconds at the latest. */
    private static final long REDRAWN_MILLIS = 10_000;

    private final MultiStageBuildAction.Source source;
    private final Map<String, Drawing> drawings = new HashMap<>();

    @CheckForNull
    private BuildReport report;

    private long askedAt;

    LiveStep(MultiStageBuildAction.Source source) {
        this.source = source;
    }

    /**
     * A part of a page and what tells it from an earlier one.
     *
     * @param version letters, digits and dashes that change whenever the part has to be drawn anew
     * @param html the part
     */
    record Drawing(String version, String html) {}

    /** How the step stands, or stood a moment ago. */
    synchronized BuildReport report() throws Exception {
        BuildReport known = report;
        if (known == null || System.nanoTime() - askedAt > FRESH_NANOS) {
            known = ReportJson.live(source.report());
            report = known;
            askedAt = System.nanoTime();
        }
        return known;
    }

    /** The step drawn for a page that sees the step's own page under a prefix. */
    synchronized Drawing draw(String id, String prefix) throws Exception {
        BuildReport now = report();
        String version = LiveHtml.version(now) + "-" + now.wallMillis() / REDRAWN_MILLIS + "-" + Texts.language();
        String place = Texts.language() + " " + prefix;
        Drawing drawing = drawings.get(place);
        if (drawing == null || !drawing.version().equals(version)) {
            String html = Texts.draw(() -> LiveHtml.body(now, stage -> StepPage.address(prefix, stage), "step-" + id));
            drawing = new Drawing(version, html);
            drawings.put(place, drawing);
        }
        return drawing;
    }
}
