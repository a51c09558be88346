package io.jenkins.plugins.multistagebuild.report;

/** What a stage is recognised by in another report. */
final class StageKeys {

    private StageKeys() {}

    /** Its name; else its place among the stages without one, of which the last is always the same. */
    static String of(BuildReport report, BuildReport.StageReport stage) {
        String name = stage.name();
        if (name != null) {
            long same = report.stages().stream()
                    .filter(each -> name.equals(each.name()) && each.index() < stage.index())
                    .count();
            return same == 0 ? name : name + "#" + same;
        }
        if (stage.index() == report.stages().size() - 1) {
            return "#last";
        }
        return "#"
                + report.stages().stream()
                        .filter(each -> each.name() == null && each.index() < stage.index())
                        .count();
    }
}
