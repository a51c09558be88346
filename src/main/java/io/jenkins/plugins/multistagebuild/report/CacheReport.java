package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * How much of a run came from the cache. Only what an engine executes counts ({@code RUN}, {@code COPY}, {@code ADD},
 * {@code WORKDIR}): a base image that is there and a changed variable save no work.
 *
 * @param steps how many such instructions the needed stages have
 * @param cached how many of them were in the cache
 * @param shared how many were run for another stage that has the same one
 * @param percent share of the cached and shared ones, rounded down; null where there are no steps
 */
public record CacheReport(long steps, long cached, long shared, @CheckForNull Integer percent) {

    static CacheReport of(List<BuildReport.StageReport> stages) {
        long steps = 0;
        long cached = 0;
        long shared = 0;
        for (BuildReport.StageReport stage : stages) {
            for (BuildReport.InstructionReport each : stage.instructions()) {
                if (each.text() != null && each.executes()) {
                    steps++;
                    cached += "cached".equals(each.state()) ? 1 : 0;
                    shared += "shared".equals(each.state()) ? 1 : 0;
                }
            }
        }
        return new CacheReport(steps, cached, shared, steps == 0 ? null : (int) ((cached + shared) * 100 / steps));
    }
}
