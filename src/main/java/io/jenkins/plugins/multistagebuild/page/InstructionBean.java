package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An instruction as dashboards read it, with the names of the report. */
@ExportedBean(defaultVisibility = 2)
public final class InstructionBean {

    private final BuildReport.InstructionReport instruction;

    InstructionBean(BuildReport.InstructionReport instruction) {
        this.instruction = instruction;
    }

    @Exported
    public int getLine() {
        return instruction.line();
    }

    @Exported
    public String getText() {
        return instruction.text();
    }

    @Exported
    public String getState() {
        return instruction.state();
    }

    @Exported
    @CheckForNull
    public String getStartedAt() {
        return instruction.startedAt();
    }

    @Exported
    public long getWallMillis() {
        return instruction.wallMillis();
    }

    @Exported
    @CheckForNull
    public Long getSizeBytes() {
        return instruction.sizeBytes();
    }

    @Exported
    public List<Integer> getSharedWith() {
        return instruction.sharedWith();
    }
}
