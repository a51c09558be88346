package io.jenkins.plugins.multistagebuild.page;

import io.jenkins.plugins.multistagebuild.report.BuildReport;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An engine as dashboards read it, with the names of the report. */
@ExportedBean(defaultVisibility = 2)
public final class EngineBean {

    private final BuildReport.EngineReport engine;

    EngineBean(BuildReport.EngineReport engine) {
        this.engine = engine;
    }

    @Exported
    public String getHost() {
        return engine.host();
    }

    @Exported
    public String getFlavour() {
        return engine.flavour();
    }

    @Exported
    public String getClientVersion() {
        return engine.clientVersion();
    }

    @Exported
    public String getServerVersion() {
        return engine.serverVersion();
    }
}
