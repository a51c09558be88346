package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * Where a report is drawn: a page may show several, below headings of its own.
 *
 * @param links where its logs are
 * @param id what its ids begin with
 * @param heading level of its sections' headings
 */
record Place(LogLinks links, String id, int heading) {

    Place {
        id = id.replaceAll("[^A-Za-z0-9_-]", "-");
    }

    /** An id that no other report on the page has. */
    String id(String of) {
        return id + "-" + of;
    }

    /** A presentation attribute's value, or a link, that leads to such an id. */
    String reference(String of) {
        return "#" + id(of);
    }

    String headingElement() {
        return "h" + heading;
    }

    /** Where a stage's instructions are told: on its own page while it runs, else on this one. */
    String stage(BuildReport.StageReport stage) {
        String log = stage.state().equals("running") || stage.state().equals("waiting") ? log(stage) : null;
        return log == null ? reference("stage-" + stage.index()) : log;
    }

    /** The address of a stage's log; null where it has none, or one that leads off the page's own site. */
    @CheckForNull
    String log(BuildReport.StageReport stage) {
        String link = links.of(stage);
        return link != null && link.matches("[A-Za-z0-9_][A-Za-z0-9_./%-]*") ? link : null;
    }
}
