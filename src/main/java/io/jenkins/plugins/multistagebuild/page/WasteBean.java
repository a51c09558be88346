package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.WasteReport;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The figures of what an image wastes as dashboards read them, with the names of the report; the files are in {@code report.json}. */
@ExportedBean(defaultVisibility = 2)
public final class WasteBean {

    private final WasteReport waste;

    WasteBean(WasteReport waste) {
        this.waste = waste;
    }

    @Exported
    @CheckForNull
    public String getProblem() {
        return waste.problem();
    }

    @Exported
    @CheckForNull
    public Double getEfficiency() {
        return waste.efficiency();
    }

    @Exported
    public long getFileBytes() {
        return waste.fileBytes();
    }

    @Exported
    public long getWastedBytes() {
        return waste.wastedBytes();
    }

    @Exported
    public long getWastedFiles() {
        return waste.wastedFiles();
    }

    @Exported
    public long getDuplicateBytes() {
        return waste.duplicateBytes();
    }

    @Exported
    public long getDuplicateFiles() {
        return waste.duplicateFiles();
    }

    @Exported
    public int getLayersRead() {
        return waste.layersRead();
    }

    @Exported
    public long getWallMillis() {
        return waste.wallMillis();
    }
}
