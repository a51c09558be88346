package io.jenkins.plugins.multistagebuild.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the plan that ends first: on each host alone, and spread over all of them, half of them, a quarter and so on. More
 * hosts have to be worth it.
 */
final class Spread {

    /** Estimates are not that exact: a plan for more hosts must be faster by this factor. */
    private static final double WORTH = 1.02;

    private final Cluster cluster;
    private final int[] order;
    private final int[] urgency;
    private final int[] strongest;

    @CheckForNull
    private Candidate alone;

    @CheckForNull
    private Candidate best;

    private Spread(Cluster cluster) {
        this.cluster = cluster;
        this.order = Ranks.of(cluster).order();
        this.urgency = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            urgency[order[i]] = i;
        }
        this.strongest = IntStream.range(0, cluster.size())
                .boxed()
                .sorted(Comparator.comparingDouble(host -> -cluster.host(host).strength()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static Spread over(Cluster cluster) {
        Spread spread = new Spread(cluster);
        spread.searchAlone();
        spread.search();
        return spread;
    }

    /** The best plan for a single host; null where none can build all. */
    @CheckForNull
    Candidate alone() {
        return alone;
    }

    /** The best plan. */
    Candidate best() {
        if (best == null) {
            throw new IllegalStateException("a stage that no host can build");
        }
        return best;
    }

    private void searchAlone() {
        for (int host : strongest) {
            if (cluster.isAble(host) && (alone == null || LowerBound.of(cluster, host) < alone.makespan())) {
                Candidate candidate = Candidate.single(cluster, urgency, host);
                if (alone == null || candidate.makespan() < alone.makespan()) {
                    alone = candidate;
                }
            }
        }
        best = alone;
    }

    private void search() {
        Candidate spread = null;
        for (int size : sizes(cluster.size())) {
            int[] hosts = IntStream.of(strongest).limit(size).sorted().toArray();
            if (spread != null && LowerBound.of(cluster, hosts) * WORTH >= spread.makespan()) {
                continue;
            }
            Placement placement = Placer.place(cluster, order, hosts);
            if (placement != null) {
                Candidate candidate = Candidate.grouped(new Copies(cluster, placement), urgency);
                if (candidate.hosts() > 1 && isWorth(candidate, spread)) {
                    spread = candidate;
                }
            }
        }
        if (spread != null) {
            spread = Merging.merge(spread, urgency);
            if (isWorth(spread, best)) {
                best = spread;
            }
        }
    }

    private static boolean isWorth(Candidate candidate, @CheckForNull Candidate than) {
        return than == null || candidate.makespan() * WORTH < than.makespan();
    }

    /** From few to many. */
    private static Set<Integer> sizes(int hosts) {
        Set<Integer> sizes = new LinkedHashSet<>();
        for (int part = Integer.highestOneBit(hosts); part >= 1; part /= 2) {
            if (hosts / part > 1) {
                sizes.add(hosts / part);
            }
        }
        return sizes;
    }
}
