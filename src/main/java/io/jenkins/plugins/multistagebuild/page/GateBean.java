package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.GateReport;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A gate as dashboards read it, with the names of the report. */
@ExportedBean(defaultVisibility = 2)
public final class GateBean {

    private final GateReport gate;

    GateBean(GateReport gate) {
        this.gate = gate;
    }

    @Exported
    public String getName() {
        return gate.name();
    }

    @Exported
    public long getLimit() {
        return gate.limit();
    }

    @Exported
    @CheckForNull
    public Long getValue() {
        return gate.value();
    }

    @Exported
    public String getUnit() {
        return gate.unit();
    }

    @Exported
    public String getAction() {
        return gate.action();
    }

    @Exported
    public String getResult() {
        return gate.result();
    }

    @Exported
    public String getMessage() {
        return gate.message();
    }
}
