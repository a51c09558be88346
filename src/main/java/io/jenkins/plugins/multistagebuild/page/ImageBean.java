package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A step's image as dashboards read it, with the names of the report. */
@ExportedBean(defaultVisibility = 2)
public final class ImageBean {

    private final BuildReport.ImageReport image;

    ImageBean(BuildReport.ImageReport image) {
        this.image = image;
    }

    @Exported
    public String getId() {
        return image.id();
    }

    @Exported
    public List<String> getTags() {
        return image.tags();
    }

    @Exported
    @CheckForNull
    public String getDigest() {
        return image.digest();
    }

    @Exported
    public long getSizeBytes() {
        return image.sizeBytes();
    }

    @Exported
    @CheckForNull
    public String getBase() {
        return image.base();
    }

    @Exported
    @CheckForNull
    public Integer getLayerCount() {
        return image.layerCount();
    }

    @Exported
    public List<LayerBean> getLayers() {
        return image.layers().stream().map(LayerBean::new).toList();
    }
}
