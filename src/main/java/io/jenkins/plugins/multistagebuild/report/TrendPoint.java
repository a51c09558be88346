package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * What is known of one build in a row of builds.
 *
 * @param build its number
 * @param link where it is told in full
 * @param result {@code success}, {@code failure} or {@code aborted}
 * @param startedAt when it began, ISO-8601
 * @param sizeBytes size of the image; null where there is none
 * @param layers number of its layers
 * @param wallMillis how long it took
 * @param cachePercent share of the steps that came from the cache; null where that is not known
 * @param missedGates messages of the gates that it missed
 */
public record TrendPoint(
        int build,
        String link,
        String result,
        String startedAt,
        @CheckForNull Long sizeBytes,
        int layers,
        long wallMillis,
        @CheckForNull Integer cachePercent,
        List<String> missedGates) {

    public TrendPoint {
        missedGates = BuildReport.copy(missedGates);
    }
}
