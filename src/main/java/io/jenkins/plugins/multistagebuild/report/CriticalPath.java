package io.jenkins.plugins.multistagebuild.report;

import java.util.List;

/** The stages of a report that decided how long it took, as pictures ask for them. */
final class CriticalPath {

    private final List<Integer> indices;

    CriticalPath(BuildReport report) {
        indices = report.criticalPath();
    }

    boolean has(BuildReport.StageReport stage) {
        return indices.contains(stage.index());
    }

    /** Whether a stage is on it and waited for another that is. */
    boolean leadsTo(BuildReport.StageReport stage) {
        return indices.indexOf(stage.index()) > 0;
    }

    /** Whether it goes from one stage straight to another. */
    boolean joins(BuildReport.StageReport from, BuildReport.StageReport to) {
        int at = indices.indexOf(to.index());
        return at > 0 && indices.get(at - 1) == from.index();
    }
}
