package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import java.util.List;
import java.util.function.Function;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A step as dashboards read it, with the names of the report. What the summary does not have is read from the report, once,
 * and only if it is asked for; it is null where there is no report.
 */
@ExportedBean(defaultVisibility = 2)
public final class StepBean {

    private final StepSummary summary;
    private final StepPage page;
    private boolean asked;

    @CheckForNull
    private BuildReport report;

    StepBean(StepPage page) {
        this.summary = page.getSummary();
        this.page = page;
    }

    @CheckForNull
    private <T> T of(Function<BuildReport, T> part) {
        if (!asked) {
            report = page.report();
            asked = true;
        }
        return report == null ? null : part.apply(report);
    }

    /** What tells the step from others of its build, and its place in URLs. */
    @Exported
    public String getId() {
        return summary.getId();
    }

    /** What the step is, the same in each build. */
    @Exported
    public String getName() {
        return summary.getName();
    }

    /** What people call it in this build. */
    @Exported
    public String getTitle() {
        return summary.getTitle();
    }

    /** {@code running}, {@code success}, {@code failure} or {@code aborted}. */
    @Exported
    public String getResult() {
        return summary.getResult();
    }

    /** Why it did not succeed; null where it did. */
    @Exported
    @CheckForNull
    public String getMessage() {
        return summary.getMessage();
    }

    @Exported
    @CheckForNull
    public String getDockerfile() {
        return of(BuildReport::dockerfile);
    }

    /** Index of the stage that is the final image. */
    @Exported
    @CheckForNull
    public Integer getTarget() {
        return of(BuildReport::target);
    }

    @Exported
    @CheckForNull
    public String getStartedAt() {
        return of(BuildReport::startedAt);
    }

    @Exported
    @CheckForNull
    public Long getWallMillis() {
        return of(BuildReport::wallMillis);
    }

    @Exported
    @CheckForNull
    public Long getSequentialMillis() {
        return of(BuildReport::sequentialMillis);
    }

    /** The image that came out; null where none did. */
    @Exported
    @CheckForNull
    public ImageBean getImage() {
        return of(it -> it.image() == null ? null : new ImageBean(it.image()));
    }

    @Exported
    @CheckForNull
    public List<StageBean> getStages() {
        return of(it -> it.stages().stream().map(StageBean::new).toList());
    }

    /** Indices of the stages that decided how long it took. */
    @Exported
    @CheckForNull
    public List<Integer> getCriticalPath() {
        return of(BuildReport::criticalPath);
    }

    @Exported
    @CheckForNull
    public List<TransferBean> getTransfers() {
        return of(it -> it.transfers().stream().map(TransferBean::new).toList());
    }

    @Exported
    @CheckForNull
    public List<EngineBean> getEngines() {
        return of(it -> it.engines().stream().map(EngineBean::new).toList());
    }

    @Exported
    @CheckForNull
    public CacheBean getCache() {
        return of(it -> new CacheBean(it.cache()));
    }

    /** How it differs from an earlier build; null where it was compared with none. */
    @Exported
    @CheckForNull
    public ComparisonBean getComparison() {
        return of(it -> it.comparison() == null ? null : new ComparisonBean(it.comparison()));
    }

    @Exported
    @CheckForNull
    public List<GateBean> getGates() {
        return of(it -> it.gates().stream().map(GateBean::new).toList());
    }

    /** What of the image is wasted; null where nobody asked. */
    @Exported
    @CheckForNull
    public WasteBean getWaste() {
        return of(it -> it.waste() == null ? null : new WasteBean(it.waste()));
    }
}
