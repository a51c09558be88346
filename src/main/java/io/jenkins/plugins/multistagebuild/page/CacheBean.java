package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.CacheReport;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The share of the cache as dashboards read it, with the names of the report. */
@ExportedBean(defaultVisibility = 2)
public final class CacheBean {

    private final CacheReport cache;

    CacheBean(CacheReport cache) {
        this.cache = cache;
    }

    @Exported
    public long getSteps() {
        return cache.steps();
    }

    @Exported
    public long getCached() {
        return cache.cached();
    }

    @Exported
    public long getShared() {
        return cache.shared();
    }

    @Exported
    @CheckForNull
    public Integer getPercent() {
        return cache.percent();
    }
}
