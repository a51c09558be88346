package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What travelled between hosts as dashboards read it, with the names of the report. */
@ExportedBean(defaultVisibility = 2)
public final class TransferBean {

    private final BuildReport.TransferReport transfer;

    TransferBean(BuildReport.TransferReport transfer) {
        this.transfer = transfer;
    }

    @Exported
    public String getFromHost() {
        return transfer.fromHost();
    }

    @Exported
    public String getToHost() {
        return transfer.toHost();
    }

    @Exported
    public int getStage() {
        return transfer.stage();
    }

    @Exported
    public List<String> getPaths() {
        return transfer.paths();
    }

    /** How much that was; null where it came through a registry and nobody told. */
    @Exported
    @CheckForNull
    public Long getBytes() {
        return transfer.bytes();
    }

    /** The registry that it came through; null where it came without one. */
    @Exported
    @CheckForNull
    public String getThrough() {
        return transfer.through();
    }

    @Exported
    public long getWallMillis() {
        return transfer.wallMillis();
    }

    /** How much it would have been if nothing of it had been there; null in a report of an earlier version. */
    @Exported
    @CheckForNull
    public Long getSizeBytes() {
        return transfer.sizeBytes();
    }
}
