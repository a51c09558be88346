package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Job;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import io.jenkins.plugins.multistagebuild.report.ByteSize;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/** By how much the last image of a job differs from the one before it, for lists of jobs. */
public class ImageChangeColumn extends ListViewColumn {

    @DataBoundConstructor
    public ImageChangeColumn() {
        // there is nothing to choose
    }

    /** The change for people, with its sign; null where there are no two images. */
    @CheckForNull
    public String text(Job<?, ?> job) {
        Long change = value(job);
        return change == null ? null : ByteSize.difference(change);
    }

    /** The change in bytes; null where there are no two images. */
    @CheckForNull
    public Long value(Job<?, ?> job) {
        List<TrendEntry> entries = Trend.of(job).entriesIfThere();
        TrendEntry last = Badges.last(entries, null);
        return last == null ? null : Badges.change(entries, last);
    }

    /** Offers the column. */
    @Extension
    public static final class DescriptorImpl extends ListViewColumnDescriptor {

        @Override
        public String getDisplayName() {
            return Texts.of("change");
        }

        @Override
        public boolean shownByDefault() {
            return false;
        }
    }
}
