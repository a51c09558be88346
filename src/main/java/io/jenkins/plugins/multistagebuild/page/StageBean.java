package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A stage as dashboards read it, with the names of the report. */
@ExportedBean(defaultVisibility = 2)
public final class StageBean {

    private final BuildReport.StageReport stage;

    StageBean(BuildReport.StageReport stage) {
        this.stage = stage;
    }

    @Exported
    public int getIndex() {
        return stage.index();
    }

    @Exported
    @CheckForNull
    public String getName() {
        return stage.name();
    }

    @Exported
    public String getDisplayName() {
        return stage.displayName();
    }

    @Exported
    public int getLine() {
        return stage.line();
    }

    @Exported
    public String getState() {
        return stage.state();
    }

    @Exported
    public String getReason() {
        return stage.reason();
    }

    @Exported
    public List<Integer> getDependencies() {
        return stage.dependencies();
    }

    @Exported
    @CheckForNull
    public String getHost() {
        return stage.host();
    }

    @Exported
    public long getQueuedMillis() {
        return stage.queuedMillis();
    }

    @Exported
    @CheckForNull
    public String getStartedAt() {
        return stage.startedAt();
    }

    @Exported
    public long getWallMillis() {
        return stage.wallMillis();
    }

    @Exported
    public long getSlackMillis() {
        return stage.slackMillis();
    }

    @Exported
    @CheckForNull
    public String getLog() {
        return stage.log();
    }

    @Exported
    public boolean isLogClipped() {
        return stage.logClipped();
    }

    @Exported
    @CheckForNull
    public Long getSizeBytes() {
        return stage.sizeBytes();
    }

    /** The instructions, for those who ask for them by tree or depth. */
    @Exported(visibility = 1)
    public List<InstructionBean> getInstructions() {
        return stage.instructions().stream().map(InstructionBean::new).toList();
    }
}
