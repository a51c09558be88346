package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Costs;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.Rates;
import io.jenkins.plugins.multistagebuild.plan.StageCost;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stages cost in an earlier build, to plan the next one by. A stage is found again by its name, or by its place where
 * it has none. A time counts where all of the stage was really built then: not from a cache, nor by another stage.
 */
public final class LastCosts {

    /** Of less it is the commands that take the time, not the network. */
    private static final long TELLING_BYTES = 10_000_000;

    /** Bounds of what is believed, in bytes per second. */
    private static final long SLOWEST = 10_000;

    private static final long FASTEST = 10_000_000_000L;

    private LastCosts() {}

    /** Estimates, with all that a report tells better. */
    public static Costs of(StageGraph graph, BuildReport report) {
        Map<String, BuildReport.StageReport> stages = new HashMap<>();
        report.stages().forEach(stage -> stages.put(stage.displayName(), stage));
        Costs costs = Costs.estimated(graph);
        List<StageCost> known = graph.stages().stream()
                .map(stage -> {
                    StageCost cost = costs.stages().get(stage.index());
                    BuildReport.StageReport last = stages.get(stage.displayName());
                    if (last != null && isTimed(last)) {
                        cost = cost.withMillis(millis(last));
                    }
                    return copied(cost, graph, stage, report);
                })
                .toList();
        return new Costs(known, costs.rates(), links(report, costs.rates()));
    }

    /**
     * How much came through to each host: the most of all that came from it or went to it, since the slower one of two hosts
     * tells nothing of the other, and what travels at the same time shares a network.
     */
    private static Map<String, Host.Link> links(BuildReport report, Rates rates) {
        Map<String, Long> most = new HashMap<>();
        for (BuildReport.TransferReport each : report.transfers()) {
            long millis = each.wallMillis() - rates.handOverMillis();
            Long bytes = each.bytes();
            if (bytes != null && bytes >= TELLING_BYTES && millis > 0) {
                long rate = (long) (bytes * 1_000.0 / millis);
                long bounded = Math.max(SLOWEST, Math.min(FASTEST, rate));
                most.merge(each.fromHost(), bounded, Math::max);
                most.merge(each.toHost(), bounded, Math::max);
            }
        }
        Map<String, Host.Link> links = new HashMap<>();
        most.forEach((host, rate) -> links.put(host, new Host.Link(rate, Host.Link.UNKNOWN.latencyMillis())));
        return links;
    }

    private static boolean isTimed(BuildReport.StageReport stage) {
        return stage.state().equals("built")
                && stage.instructions().stream().skip(1).allMatch(each -> each.state()
                        .equals("built"));
    }

    /** Without FROM, whose time is that of a pull. */
    private static long millis(BuildReport.StageReport stage) {
        return stage.instructions().stream()
                .skip(1)
                .mapToLong(BuildReport.InstructionReport::wallMillis)
                .sum();
    }

    /** What was handed over then for the same paths, be it that it was there already. */
    private static StageCost copied(StageCost cost, StageGraph graph, Stage stage, BuildReport report) {
        StageCost known = cost;
        for (BuildReport.TransferReport transfer : report.transfers()) {
            String name = report.stage(transfer.stage()).displayName();
            for (int source : cost.copiedBytes().keySet()) {
                Long size = size(transfer);
                if (size != null
                        && graph.stage(source).displayName().equals(name)
                        && paths(stage, source).equals(new HashSet<>(transfer.paths()))) {
                    known = known.withCopiedBytes(source, size);
                }
            }
        }
        return known;
    }

    private static Set<String> paths(Stage stage, int source) {
        Set<String> paths = new HashSet<>();
        for (Dependency dependency : stage.dependencies()) {
            if (dependency.stage() == source) {
                paths.addAll(dependency.paths());
            }
        }
        return paths;
    }

    /**
     * How much something is to be taken for that travelled: an earlier version told only what went over. Null where nobody
     * tells.
     */
    @CheckForNull
    static Long size(BuildReport.TransferReport transfer) {
        Long size = transfer.sizeBytes();
        return size == null ? transfer.bytes() : size;
    }
}
