package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A layer as dashboards read it, with the names of the report. */
@ExportedBean(defaultVisibility = 2)
public final class LayerBean {

    private final BuildReport.LayerReport layer;

    LayerBean(BuildReport.LayerReport layer) {
        this.layer = layer;
    }

    @Exported
    @CheckForNull
    public String getDigest() {
        return layer.digest();
    }

    @Exported
    public long getSizeBytes() {
        return layer.sizeBytes();
    }

    @Exported
    public String getInstruction() {
        return layer.instruction();
    }

    @Exported
    @CheckForNull
    public Integer getLine() {
        return layer.line();
    }

    @Exported
    @CheckForNull
    public Integer getStage() {
        return layer.stage();
    }

    @Exported
    public boolean isFromBase() {
        return layer.fromBase();
    }
}
