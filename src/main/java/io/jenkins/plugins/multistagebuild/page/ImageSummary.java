package io.jenkins.plugins.multistagebuild.page;

import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A step's image as dashboards read it, with the names of the report. */
@ExportedBean(defaultVisibility = 2)
public class ImageSummary {

    private final String id;
    private final List<String> tags;
    private final long sizeBytes;

    ImageSummary(String id, List<String> tags, long sizeBytes) {
        this.id = id;
        this.tags = List.copyOf(tags);
        this.sizeBytes = sizeBytes;
    }

    @Exported
    public String getId() {
        return id;
    }

    @Exported
    public List<String> getTags() {
        return tags;
    }

    @Exported
    public long getSizeBytes() {
        return sizeBytes;
    }
}
