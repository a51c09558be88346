package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import io.jenkins.plugins.multistagebuild.report.ByteSize;
import io.jenkins.plugins.multistagebuild.report.Dates;
import io.jenkins.plugins.multistagebuild.report.Durations;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The last image of a job of a folder, as its page shows it and dashboards read it. */
@ExportedBean(defaultVisibility = 2)
public final class FolderEntry {

    private final Job<?, ?> job;
    private final boolean main;
    private final TrendEntry last;

    @CheckForNull
    private final Long sizeChange;

    @CheckForNull
    private final TrendEntry ofMain;

    /**
     * The last image of a job.
     *
     * @param main whether the others are compared with this one
     * @param sizeChange how many bytes it has grown by since the job's image before; null where there is none
     * @param ofMain the last image of that name of the main branch; null where there is none, or this is it
     */
    FolderEntry(
            Job<?, ?> job,
            boolean main,
            TrendEntry last,
            @CheckForNull Long sizeChange,
            @CheckForNull TrendEntry ofMain) {
        this.job = job;
        this.main = main;
        this.last = last;
        this.sizeChange = sizeChange;
        this.ofMain = ofMain;
    }

    /** The job by its name in the folder. */
    @Exported
    public String getJob() {
        return job.getName();
    }

    public String getJobTitle() {
        return job.getDisplayName();
    }

    /** Where the job is, seen from the folder. */
    public String getJobUrl() {
        return job.getShortUrl();
    }

    /** Where the step is told of, seen from the folder. */
    public String getStepUrl() {
        return job.getShortUrl() + last.getBuild() + "/" + MultiStageBuildAction.URL_NAME + "/step/" + last.getStep()
                + "/";
    }

    @Exported
    public boolean isMain() {
        return main;
    }

    /** What the image is, the same in each build. */
    @Exported
    public String getName() {
        return last.getName();
    }

    @Exported
    public int getBuild() {
        return last.getBuild();
    }

    @Exported
    public String getStartedAt() {
        return last.getStartedAt();
    }

    public String getDay() {
        return last.getStartedAt().isEmpty()
                ? ""
                : Dates.format(last.getStartedAt()).substring(0, 10);
    }

    public String getTimeOfDay() {
        return last.getStartedAt().isEmpty()
                ? ""
                : Dates.format(last.getStartedAt()).substring(11);
    }

    @Exported
    @CheckForNull
    public Long getSizeBytes() {
        return last.getSizeBytes();
    }

    public String getSizeText() {
        Long size = last.getSizeBytes();
        return size == null ? "" : ByteSize.format(size);
    }

    /** By how many bytes it differs from the image before it in its job; null where there is none. */
    @Exported
    @CheckForNull
    public Long getSizeChange() {
        return sizeChange;
    }

    public String getSizeChangeText() {
        return text(sizeChange);
    }

    /** By how many bytes it differs from the last image of the main branch; null where there is none. */
    @Exported
    @CheckForNull
    public Long getSizeAgainstMain() {
        Long own = last.getSizeBytes();
        Long other = ofMain == null ? null : ofMain.getSizeBytes();
        return own == null || other == null ? null : Long.valueOf(own - other);
    }

    public String getSizeAgainstMainText() {
        return text(getSizeAgainstMain());
    }

    private static String text(@CheckForNull Long change) {
        return change == null ? "" : change == 0 ? "±0" : ByteSize.difference(change);
    }

    @Exported
    public int getLayerCount() {
        return last.getLayerCount();
    }

    @Exported
    public long getWallMillis() {
        return last.getWallMillis();
    }

    public String getWallText() {
        return Durations.format(last.getWallMillis());
    }

    @Exported
    @CheckForNull
    public Integer getCachePercent() {
        return last.getCachePercent();
    }
}
