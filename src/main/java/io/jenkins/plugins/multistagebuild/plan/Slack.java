package io.jenkins.plugins.multistagebuild.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How much later units may end without delaying the whole, as far as can be told without playing it through. */
final class Slack {

    private final Copies copies;
    private final int[] units;
    private final Timetable times;
    private final List<List<Integer>> members = new ArrayList<>();
    /** When a unit must have ended for the sake of others. */
    private final long[] latest;

    /**
     * Takes a plan.
     *
     * @param limit when the whole must have ended
     */
    Slack(Candidate candidate, long limit) {
        this.copies = candidate.copies();
        this.units = candidate.grouping().units();
        this.times = candidate.times();
        this.latest = new long[candidate.grouping().count()];
        Arrays.fill(latest, limit);
        for (int unit = 0; unit < latest.length; unit++) {
            members.add(new ArrayList<>());
        }
        Cluster cluster = copies.cluster();
        long[] latestEnds = new long[copies.size()];
        for (int copy = copies.size() - 1; copy >= 0; copy--) {
            latestEnds[copy] = limit;
            members.get(units[copy]).add(copy);
            for (Copies.Need need : copies.users(copy)) {
                int host = copies.host(need.to());
                long begin = latestEnds[need.to()] - cluster.millis(host, copies.node(need.to()));
                if (units[need.to()] != units[copy]) {
                    begin -= need.millis() + cluster.runMillis(host);
                    latest[units[copy]] = Math.min(latest[units[copy]], begin);
                }
                latestEnds[copy] = Math.min(latestEnds[copy], begin);
            }
        }
    }

    /** Whether two units of a host could be one: what waits for them seems to get it in time. */
    boolean allows(int first, int second) {
        long begin = Math.max(ready(first, second), ready(second, first));
        long end = isNeeded(first, second)
                ? begin + millis(first) + millis(second)
                : begin + Math.max(millis(first), millis(second));
        return end <= Math.min(latest[first], latest[second]);
    }

    private long millis(int unit) {
        return times.unitEnds()[unit] - times.unitBegins()[unit];
    }

    private boolean isNeeded(int first, int second) {
        return members.get(second).stream()
                .flatMap(copy -> copies.sources(copy).stream())
                .anyMatch(need -> units[need.from()] == first);
    }

    /** When all is there that a unit needs, apart from what another one makes. */
    private long ready(int unit, int other) {
        long ready = 0;
        for (int copy : members.get(unit)) {
            for (Copies.Need need : copies.sources(copy)) {
                int from = units[need.from()];
                if (from != unit && from != other) {
                    ready = Math.max(ready, times.unitEnds()[from] + need.millis());
                }
            }
        }
        return ready;
    }
}
