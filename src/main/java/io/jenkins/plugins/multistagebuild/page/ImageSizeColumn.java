package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Job;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import io.jenkins.plugins.multistagebuild.report.ByteSize;
import org.kohsuke.stapler.DataBoundConstructor;

/** The size of the last image that a job has built, for lists of jobs. */
public class ImageSizeColumn extends ListViewColumn {

    @DataBoundConstructor
    public ImageSizeColumn() {
        // there is nothing to choose
    }

    /** The size for people; null where there is no image. */
    @CheckForNull
    public String text(Job<?, ?> job) {
        Long size = value(job);
        return size == null ? null : ByteSize.format(size);
    }

    /** The size in bytes; null where there is no image. */
    @CheckForNull
    public Long value(Job<?, ?> job) {
        TrendEntry last = Badges.last(Trend.of(job).entriesIfThere(), null);
        return last == null ? null : last.getSizeBytes();
    }

    /** Offers the column. */
    @Extension
    public static final class DescriptorImpl extends ListViewColumnDescriptor {

        @Override
        public String getDisplayName() {
            return Texts.of("size");
        }

        @Override
        public boolean shownByDefault() {
            return false;
        }
    }
}
