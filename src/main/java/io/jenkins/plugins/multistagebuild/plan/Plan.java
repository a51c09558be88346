package io.jenkins.plugins.multistagebuild.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;

/**
 * Which host builds what, in how many engine runs.
 *
 * @param units what is built in one engine run each; the first one makes the final image
 * @param forecast what is expected of it; null where nobody asked
 */
public record Plan(List<Unit> units, @CheckForNull Forecast forecast) implements Serializable {

    public Plan {
        units = List.copyOf(units);
    }

    /** A plan without a forecast. */
    public Plan(List<Unit> units) {
        this(units, null);
    }

    /** Names of the hosts that have something to build, in the order in which they begin. */
    public List<String> hosts() {
        return units.stream()
                .sorted((a, b) -> Long.compare(a.startMillis(), b.startMillis()))
                .map(Unit::host)
                .distinct()
                .toList();
    }
}
