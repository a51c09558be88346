package io.jenkins.plugins.multistagebuild.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Why a stage ran on its host and on no other of several, in words: what is there need not travel, and what runs elsewhere
 * at the same time needs no turn. These are what the planner weighs (docs/planning.md).
 */
final class HostReason {

    private static final int MOST = 5;

    private final BuildReport report;
    private final BuildReport.StageReport stage;
    private final String host;

    private HostReason(BuildReport report, BuildReport.StageReport stage, String host) {
        this.report = report;
        this.stage = stage;
        this.host = host;
    }

    /** The reason; empty where there was no other host, or the stage did not run. */
    static String of(BuildReport report, BuildReport.StageReport stage) {
        String host = stage.host();
        boolean chosen = report.engines().size() > 1 && host != null && stage.startedAt() != null;
        return chosen ? new HostReason(report, stage, host).words() : "";
    }

    private String words() {
        List<String> reasons = new ArrayList<>();
        add(
                reasons,
                "there.needs",
                other -> isHere(other) && stage.dependencies().contains(other.index()));
        if (reasons.isEmpty()) {
            add(
                    reasons,
                    "there.neededBy",
                    other -> isHere(other) && other.dependencies().contains(stage.index()));
        }
        add(reasons, "there.beside", other -> isElsewhere(other) && ranMeanwhile(other));
        return reasons.isEmpty() ? Wording.of("there.alone") : String.join("; ", reasons);
    }

    private void add(List<String> reasons, String text, Predicate<BuildReport.StageReport> which) {
        List<String> names = report.stages().stream()
                .filter(which)
                .map(other -> Brevity.cut(other.displayName(), 100))
                .toList();
        if (!names.isEmpty()) {
            String more = names.size() > MOST ? ", …" : "";
            reasons.add(Wording.of(text, String.join(", ", names.subList(0, Math.min(MOST, names.size()))) + more));
        }
    }

    private boolean isHere(BuildReport.StageReport other) {
        return other != stage && host.equals(other.host());
    }

    private boolean isElsewhere(BuildReport.StageReport other) {
        return other.host() != null && !host.equals(other.host());
    }

    private boolean ranMeanwhile(BuildReport.StageReport other) {
        if (other.startedAt() == null || stage.startedAt() == null) {
            return false;
        }
        try {
            Instant begin = Instant.parse(stage.startedAt());
            Instant otherBegin = Instant.parse(other.startedAt());
            return otherBegin.isBefore(begin.plusMillis(stage.wallMillis()))
                    && begin.isBefore(otherBegin.plusMillis(other.wallMillis()));
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
