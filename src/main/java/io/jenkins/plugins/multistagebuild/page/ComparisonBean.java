package io.jenkins.plugins.multistagebuild.page;

import io.jenkins.plugins.multistagebuild.report.Comparison;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A comparison as dashboards read it, with the names of the report; its layers and stages are in {@code report.json}. */
@ExportedBean(defaultVisibility = 2)
public final class ComparisonBean {

    private final Comparison comparison;

    ComparisonBean(Comparison comparison) {
        this.comparison = comparison;
    }

    @Exported
    public String getSummary() {
        return comparison.summary();
    }

    @Exported
    public List<String> getNotes() {
        return comparison.notes();
    }

    @Exported
    public ChangeBean getSizeBytes() {
        return new ChangeBean(comparison.sizeBytes());
    }

    @Exported
    public ChangeBean getWallMillis() {
        return new ChangeBean(comparison.wallMillis());
    }

    @Exported
    public ChangeBean getSequentialMillis() {
        return new ChangeBean(comparison.sequentialMillis());
    }

    @Exported
    public ChangeBean getCachePercent() {
        return new ChangeBean(comparison.cachePercent());
    }
}
