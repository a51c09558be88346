package io.jenkins.plugins.multistagebuild.plan;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Upward ranks: how long it takes from the begin of a stage to the end of the build, over the longest way, with mean times
 * for stages and for hand-overs between different hosts (H. Topcuoglu, S. Hariri, M.-Y. Wu: Performance-effective and
 * low-complexity task scheduling for heterogeneous computing, IEEE Transactions on Parallel and Distributed Systems 13(3),
 * 2002, section 4). A base costs no more than to build it once more, since that is done where it is less.
 */
final class Ranks {

    private final double[] ranks;

    private Ranks(double[] ranks) {
        this.ranks = ranks;
    }

    static Ranks of(Cluster cluster) {
        Workload work = cluster.work();
        double speed = 0;
        double bytesPerMilli = 0;
        double latency = 0;
        for (int host = 0; host < cluster.size(); host++) {
            speed += cluster.host(host).power().speed() / cluster.size();
            bytesPerMilli += cluster.host(host).link().bytesPerSecond() / 1000.0 / cluster.size();
            latency += 2.0 * cluster.host(host).link().latencyMillis() / cluster.size();
        }
        double apart = (cluster.size() - 1.0) / cluster.size();
        double fixed = latency + work.rates().handOverMillis() + work.rates().runMillis();
        double[] ranks = new double[work.size()];
        for (int node = work.size() - 1; node >= 0; node--) {
            double longest = 0;
            for (Workload.Edge edge : work.users(node)) {
                double transfer = fixed + edge.bytes() / bytesPerMilli;
                if (edge.base()) {
                    transfer = Math.min(transfer, work.millis(node) / speed);
                }
                longest = Math.max(longest, apart * transfer + ranks[edge.to()]);
            }
            ranks[node] = work.millis(node) / speed + longest;
        }
        return new Ranks(ranks);
    }

    /** All stages, those with the longest way first; each comes after those it needs. */
    int[] order() {
        return IntStream.range(0, ranks.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer node) -> -ranks[node])
                        .thenComparing(node -> node))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
