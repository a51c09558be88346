package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.ByteSize;
import io.jenkins.plugins.multistagebuild.report.Durations;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The few figures of a step that the build page shows; all else stands in the step's report. Written into
 * {@code build.xml}, hence an ordinary class with plain fields.
 */
@ExportedBean(defaultVisibility = 2)
public class StepSummary implements Serializable {

    /** The result of a step that has not ended. */
    static final String RUNNING = "running";

    private static final long serialVersionUID = 1L;

    private final String id;
    private final String title;
    private final String result;
    private final ArrayList<String> tags = new ArrayList<>();
    private final ArrayList<String> criticalPath = new ArrayList<>();

    /** What tells the step from others of its job, the same in each build; null in records of older versions. */
    @CheckForNull
    private String key;

    @CheckForNull
    private String imageId;

    private long sizeBytes;
    private int layers;
    private int built;
    private int cached;
    private int skipped;
    private long wallMillis;

    @CheckForNull
    private String failedStage;

    @CheckForNull
    private String failedLog;

    @CheckForNull
    private String message;

    private StepSummary(String id, String title, String result) {
        this.id = id;
        this.title = title;
        this.result = result;
    }

    /** A step that has just begun. */
    public static StepSummary running(String id, String title) {
        return new StepSummary(id, title, RUNNING);
    }

    /** A step that ended without a report, before any stage could begin. */
    public static StepSummary ended(String id, String title, String result, String message) {
        StepSummary summary = new StepSummary(id, title, result);
        summary.message = clip(message);
        return summary;
    }

    /**
     * The figures of a report.
     *
     * @param report the report as plain maps, with the names of its JSON
     * @param message why the step did not succeed; null where it did
     */
    public static StepSummary of(String id, String title, Map<String, Object> report, @CheckForNull String message) {
        StepSummary summary = new StepSummary(id, title, Plain.text(report, "result"));
        summary.message = message == null ? null : clip(message);
        summary.wallMillis = Plain.number(report, "wallMillis");
        Map<String, Object> image = Plain.map(report, "image");
        if (!image.isEmpty()) {
            summary.imageId = Plain.text(image, "id");
            summary.sizeBytes = Plain.number(image, "sizeBytes");
            summary.layers = Plain.list(image, "layers").size();
            Plain.list(image, "tags").forEach(tag -> summary.tags.add(String.valueOf(tag)));
        }
        List<Map<String, Object>> stages = Plain.maps(report, "stages");
        stages.forEach(summary::count);
        for (Object index : Plain.list(report, "criticalPath")) {
            stages.stream()
                    .filter(stage -> Plain.number(stage, "index") == ((Number) index).longValue())
                    .forEach(stage -> summary.criticalPath.add(Plain.stageName(stage)));
        }
        return summary;
    }

    /** The same, noting by what the next build finds it again. */
    public StepSummary keyed(String itsKey) {
        key = itsKey;
        return this;
    }

    /** Whether the next build finds it again by a key. */
    public boolean isKeyed(String itsKey) {
        return itsKey.equals(key);
    }

    private void count(Map<String, Object> stage) {
        switch (Plain.text(stage, "state")) {
            case "built" -> built++;
            case "cached" -> cached++;
            case "skipped" -> skipped++;
            case "failed" -> {
                failedStage = Plain.stageName(stage);
                failedLog = Plain.text(stage, "log");
            }
            default -> {
                // waiting, running and aborted stages are not counted
            }
        }
    }

    private static String clip(String text) {
        return text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text;
    }

    /** What tells the step from others of its build, and its place in URLs. */
    @Exported
    public String getId() {
        return id;
    }

    /** What people call it: its first tag, else its target, else its Dockerfile. */
    @Exported
    public String getTitle() {
        return title;
    }

    @Exported
    public String getResult() {
        return result;
    }

    public List<String> getTags() {
        return tags;
    }

    @CheckForNull
    public String getImageId() {
        return imageId;
    }

    public long getSizeBytes() {
        return sizeBytes;
    }

    public int getLayers() {
        return layers;
    }

    public int getBuilt() {
        return built;
    }

    public int getCached() {
        return cached;
    }

    public int getSkipped() {
        return skipped;
    }

    /** The image that came out; null where none did. */
    @Exported
    @CheckForNull
    public ImageSummary getImage() {
        return imageId == null ? null : new ImageSummary(imageId, tags, sizeBytes);
    }

    @Exported
    public long getWallMillis() {
        return wallMillis;
    }

    /** Names of the stages that decided how long it took, in their order. */
    public List<String> getCriticalPath() {
        return criticalPath;
    }

    @CheckForNull
    public String getFailedStage() {
        return failedStage;
    }

    /** Where the failed stage's log lies, seen from the step's page. */
    @CheckForNull
    public String getFailedLog() {
        return failedLog;
    }

    @Exported
    @CheckForNull
    public String getMessage() {
        return message;
    }

    public boolean isRunning() {
        return RUNNING.equals(result);
    }

    public boolean isSuccess() {
        return "success".equals(result);
    }

    public String getSizeText() {
        return ByteSize.format(sizeBytes);
    }

    public String getWallText() {
        return Durations.format(wallMillis);
    }

    /** The critical path as people read it. */
    public String getCriticalPathText() {
        return String.join(" → ", criticalPath);
    }
}
