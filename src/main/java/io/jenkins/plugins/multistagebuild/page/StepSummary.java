package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.ByteSize;
import io.jenkins.plugins.multistagebuild.report.Durations;
import io.jenkins.plugins.multistagebuild.report.Wording;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The few figures of a step that the build page shows; all else stands in the step's report. Written into
 * {@code build.xml}, hence an ordinary class with plain fields.
 */
public class StepSummary implements Serializable {

    /** The result of a step that has not ended. */
    static final String RUNNING = "running";
    /** What is told of a step that ended without a report. */
    public static final String GIVEN_UP = "the step ended before it could write its report";

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

    /** What it is, the same in each build: the repository of its first tag, else its target, else its Dockerfile. */
    @CheckForNull
    private String name;

    /** Bytes that the image has grown by since the earlier build; null where there is nothing to compare with. */
    @CheckForNull
    private Long sizeChange;

    @CheckForNull
    private Integer cachePercent;

    @CheckForNull
    private String startedAt;

    /** Messages of the gates that it missed; null in builds of versions that knew no gates. */
    @CheckForNull
    private ArrayList<String> missedGates;

    /** Index of the failed stage; null where none failed, or it was not noted yet. */
    @CheckForNull
    private Integer failedIndex;

    /** Images that the needed stages name; null in builds of versions that did not note them. */
    @CheckForNull
    private ArrayList<String> bases;

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
        StepSummary summary = new StepSummary(id, title, RUNNING);
        summary.name = Plain.repository(title);
        return summary;
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
        summary.startedAt = Plain.text(report, "startedAt");
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
        summary.name = Plain.name(report, stages, summary.tags);
        summary.sizeChange = Plain.change(Plain.map(Plain.map(report, "comparison"), "sizeBytes"));
        summary.cachePercent = (Integer)
                (Plain.map(report, "cache").get("percent") instanceof Number percent ? percent.intValue() : null);
        ArrayList<String> missed = new ArrayList<>();
        for (Map<String, Object> gate : Plain.maps(report, "gates")) {
            if (List.of("warned", "unstable", "failed").contains(Plain.text(gate, "result"))) {
                missed.add(clip(Plain.text(gate, "message")));
            }
        }
        summary.missedGates = missed;
        for (Object index : Plain.list(report, "criticalPath")) {
            stages.stream()
                    .filter(stage -> Plain.number(stage, "index") == ((Number) index).longValue())
                    .forEach(stage -> summary.criticalPath.add(Plain.stageName(stage)));
        }
        return summary;
    }

    /** The same once its build is over: a step that did not tell its end has none of its own. */
    StepSummary over() {
        return isRunning() ? ended(id, title, "aborted", GIVEN_UP).basedOn(getBases()) : this;
    }

    /** The same, noting by what the next build finds it again. */
    public StepSummary keyed(String itsKey) {
        key = itsKey;
        return this;
    }

    /** The same, noting the images that it is made from. */
    public StepSummary basedOn(List<String> images) {
        bases = new ArrayList<>(images);
        return this;
    }

    /** References of the images that the needed stages name, as far as they are known. */
    public List<String> getBases() {
        return bases == null ? List.of() : bases;
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
                failedIndex = (int) Plain.number(stage, "index");
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
    public String getId() {
        return id;
    }

    /** What people call it: its first tag, else its target, else its Dockerfile. */
    public String getTitle() {
        return title;
    }

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

    @CheckForNull
    public String getMessage() {
        return message;
    }

    /** The same for whoever looks at it. */
    @CheckForNull
    public String getMessageText() {
        return message == null ? null : Texts.draw(() -> Wording.failure(message));
    }

    /** What it is, the same in each build; its title where that was not noted yet. */
    public String getName() {
        return name == null ? title : name;
    }

    /** When it began, ISO-8601; empty where that is not known. */
    public String getStartedAt() {
        return startedAt == null ? "" : startedAt;
    }

    /** By how many bytes the image differs from that of the build it was compared with; null where it was with none. */
    @CheckForNull
    public Long getSizeChange() {
        return sizeChange;
    }

    /** The change with its sign; null where there is none. */
    @CheckForNull
    public String getSizeChangeText() {
        return sizeChange == null || sizeChange == 0 ? null : ByteSize.difference(sizeChange);
    }

    public boolean isGrown() {
        return sizeChange != null && sizeChange > 0;
    }

    /** Share of the steps that came from the cache; null where there was none, or it was not noted yet. */
    @CheckForNull
    public Integer getCachePercent() {
        return cachePercent;
    }

    public List<String> getMissedGates() {
        return missedGates == null ? List.of() : missedGates;
    }

    /** The same in the language of whoever looks at them. */
    public List<String> getMissedGatesText() {
        return getMissedGates().stream()
                .map(gate -> Texts.draw(() -> Wording.gate(gate)))
                .toList();
    }

    /** Where the failed stage's log is shown, seen from the step's page; null where no stage failed. */
    @CheckForNull
    public String getFailedPage() {
        return failedIndex == null ? failedLog : "stage/" + failedIndex + "/";
    }

    public boolean isRunning() {
        return RUNNING.equals(result);
    }

    public boolean isAborted() {
        return "aborted".equals(result);
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
