package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.page.StepFiles;
import io.jenkins.plugins.multistagebuild.page.StepSummary;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The report that a step's own is compared with: that of the same step in the last successful build of its job. A build
 * whose image grew too much, and not for a mere warning, is passed over, or it were the measure for the next.
 */
final class Baseline {

    /** How many builds are looked at, each of which may have to be loaded. */
    static final int MOST_BUILDS = 25;

    private static final Logger LOGGER = Logger.getLogger(Baseline.class.getName());

    private Baseline() {}

    /** See {@link MultiStageBuildStep#key}. */
    static String key(String dockerfile, @CheckForNull String target, List<String> tags) {
        TreeSet<String> repositories = new TreeSet<>();
        for (String tag : tags) {
            int colon = tag.indexOf(':', tag.lastIndexOf('/') + 1);
            repositories.add(colon < 0 ? tag : tag.substring(0, colon));
        }
        return dockerfile + "\n" + (target == null ? "" : target) + "\n" + String.join(" ", repositories);
    }

    /**
     * Finds it.
     *
     * @param id the step in its build
     * @param key what tells the step from others in each build
     * @return null where the last builds have none
     */
    @CheckForNull
    static BuildReport find(Run<?, ?> run, String id, String key) {
        int place = keyed(run, key).indexOf(id);
        Run<?, ?> good = run.getParent().getLastSuccessfulBuild();
        Run<?, ?> earlier = good != null && good.getNumber() < run.getNumber() ? good : run.getPreviousBuild();
        for (int looked = 0; earlier != null && looked < MOST_BUILDS; looked++) {
            BuildReport report = isGood(earlier) ? in(earlier, id, key, place) : null;
            if (report != null) {
                return report;
            }
            earlier = earlier.getPreviousBuild();
        }
        return null;
    }

    private static boolean isGood(Run<?, ?> run) {
        Result result = run.getResult();
        return !run.isBuilding() && result != null && result.isBetterOrEqualTo(Result.UNSTABLE);
    }

    /** Of several such steps, as in a matrix, it is the one with the same node in the flow, else the one at the same place. */
    @CheckForNull
    private static BuildReport in(Run<?, ?> run, String id, String key, int place) {
        List<String> ids = keyed(run, key);
        if (ids.isEmpty()) {
            return null;
        }
        String same = ids.contains(id) ? id : ids.get(Math.max(0, Math.min(place, ids.size() - 1)));
        try {
            byte[] json = new StepFiles(run, same).readReport();
            BuildReport report = json == null ? null : ReportJson.read(json);
            return report != null && isGood(report) ? report : null;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the report of step " + same + " of " + run + " can't be compared with");
            return null;
        }
    }

    private static boolean isGood(BuildReport report) {
        return report.result().equals("success")
                && report.gates().stream()
                        .noneMatch(gate -> gate.name().equals("maxSizeIncrease")
                                && gate.missed()
                                && !gate.result().equals("warned"));
    }

    private static List<String> keyed(Run<?, ?> run, String key) {
        MultiStageBuildAction action = run.getAction(MultiStageBuildAction.class);
        return action == null
                ? List.of()
                : action.getSteps().stream()
                        .filter(step -> step.isKeyed(key))
                        .map(StepSummary::getId)
                        .toList();
    }
}
