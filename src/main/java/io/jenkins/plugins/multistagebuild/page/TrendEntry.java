package io.jenkins.plugins.multistagebuild.page;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.TrendPoint;
import java.util.List;
import java.util.Objects;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A step of a build in the job's trend: what is kept of it, and what dashboards read. */
@ExportedBean(defaultVisibility = 2)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class TrendEntry {

    private final int build;
    private final String step;
    private final String name;
    private final TrendPoint point;

    @JsonCreator
    TrendEntry(
            @JsonProperty("build") int build,
            @JsonProperty("step") String step,
            @JsonProperty("name") String name,
            @JsonProperty("result") String result,
            @JsonProperty("startedAt") String startedAt,
            @JsonProperty("sizeBytes") @CheckForNull Long sizeBytes,
            @JsonProperty("layerCount") int layerCount,
            @JsonProperty("wallMillis") long wallMillis,
            @JsonProperty("cachePercent") @CheckForNull Integer cachePercent,
            @JsonProperty("missedGates") @CheckForNull List<String> missedGates) {
        this.build = build;
        this.step = Objects.requireNonNull(step, "step");
        this.name = Objects.requireNonNull(name, "name");
        this.point = new TrendPoint(
                build,
                "../" + build + "/" + MultiStageBuildAction.URL_NAME + "/step/" + step + "/",
                Objects.requireNonNull(result, "result"),
                Objects.requireNonNull(startedAt, "startedAt"),
                sizeBytes,
                layerCount,
                wallMillis,
                cachePercent,
                missedGates == null ? List.of() : missedGates);
    }

    static TrendEntry of(int build, StepSummary step) {
        return new TrendEntry(
                build,
                step.getId(),
                step.getName(),
                step.getResult(),
                step.getStartedAt(),
                step.getImageId() == null ? null : step.getSizeBytes(),
                step.getLayers(),
                step.getWallMillis(),
                step.getCachePercent(),
                step.getMissedGates());
    }

    TrendPoint point() {
        return point;
    }

    /** Number of the build. */
    @Exported
    @JsonProperty
    public int getBuild() {
        return build;
    }

    /** What tells the step from others of its build. */
    @Exported
    @JsonProperty
    public String getStep() {
        return step;
    }

    /** What the step is, the same in each build. */
    @Exported
    @JsonProperty
    public String getName() {
        return name;
    }

    @Exported
    @JsonProperty
    public String getResult() {
        return point.result();
    }

    @Exported
    @JsonProperty
    public String getStartedAt() {
        return point.startedAt();
    }

    /** Size of the image; null where there is none. */
    @Exported
    @JsonProperty
    @CheckForNull
    public Long getSizeBytes() {
        return point.sizeBytes();
    }

    @Exported
    @JsonProperty
    public int getLayerCount() {
        return point.layers();
    }

    @Exported
    @JsonProperty
    public long getWallMillis() {
        return point.wallMillis();
    }

    @Exported
    @JsonProperty
    @CheckForNull
    public Integer getCachePercent() {
        return point.cachePercent();
    }

    /** Messages of the gates that it missed. */
    @Exported
    @JsonProperty
    public List<String> getMissedGates() {
        return point.missedGates();
    }
}
