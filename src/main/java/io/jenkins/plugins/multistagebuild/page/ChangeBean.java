package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.Change;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A figure then and now as dashboards read it, with the names of the report. */
@ExportedBean(defaultVisibility = 2)
public final class ChangeBean {

    private final Change change;

    ChangeBean(Change change) {
        this.change = change;
    }

    @Exported
    @CheckForNull
    public Long getBefore() {
        return change.before();
    }

    @Exported
    @CheckForNull
    public Long getAfter() {
        return change.after();
    }
}
