package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Tells where a stage's log is to be found from the page that shows the report. */
@FunctionalInterface
public interface LogLinks {

    /** Links for a report that lies beside its logs. */
    LogLinks RELATIVE = BuildReport.StageReport::log;

    /** The address of a stage's log; null where there is none. */
    @CheckForNull
    String of(BuildReport.StageReport stage);
}
