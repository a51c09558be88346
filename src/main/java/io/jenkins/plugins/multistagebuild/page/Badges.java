package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.report.BadgeSvg;
import io.jenkins.plugins.multistagebuild.report.ByteSize;
import java.util.List;

/** Badges and columns of a job: the size of its last image and how much it has changed. */
final class Badges {

    private Badges() {}

    /**
     * The badge of an image.
     *
     * @param entries the trend, the oldest first
     * @param name which image; empty or null for that of the last build
     * @return null where there is no such image
     */
    @CheckForNull
    static String of(List<TrendEntry> entries, @CheckForNull String name) {
        TrendEntry last = last(entries, name);
        if (last == null) {
            return null;
        }
        Long size = last.getSizeBytes();
        Long change = change(entries, last);
        return BadgeSvg.of(
                size == null ? "none" : ByteSize.format(size),
                change == null || change == 0 ? "" : ByteSize.difference(change),
                change == null ? 0 : Long.signum(change));
    }

    /** The last entry with an image. */
    @CheckForNull
    static TrendEntry last(List<TrendEntry> entries, @CheckForNull String name) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            TrendEntry entry = entries.get(i);
            boolean asked = name == null || name.isEmpty() || entry.getName().equals(name);
            if (asked && entry.getSizeBytes() != null) {
                return entry;
            }
        }
        return null;
    }

    /** By how many bytes an image differs from the one before it; null where there is none. */
    @CheckForNull
    static Long change(List<TrendEntry> entries, TrendEntry last) {
        Long size = last.getSizeBytes();
        for (int i = entries.indexOf(last) - 1; size != null && i >= 0; i--) {
            Long before = entries.get(i).getSizeBytes();
            if (before != null && entries.get(i).getName().equals(last.getName())) {
                return size - before;
            }
        }
        return null;
    }
}
