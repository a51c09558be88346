package io.jenkins.plugins.multistagebuild.plan;

/**
 * What no plan can go below: the critical path on the fastest processor, and all work shared out among all processors
 * without a gap (R. L. Graham: Bounds on multiprocessing timing anomalies, SIAM Journal on Applied Mathematics 17(2), 1969).
 * Hand-overs, engine runs and pulls are left out, so it may be out of reach.
 */
final class LowerBound {

    private LowerBound() {}

    /** The bound for some of the hosts. */
    static long of(Cluster cluster, int... hosts) {
        double fastest = 0;
        double strength = 0;
        for (int host : hosts) {
            fastest = Math.max(fastest, cluster.host(host).power().speed());
            strength += cluster.host(host).strength();
        }
        Workload work = cluster.work();
        long[] ways = new long[work.size()];
        long longest = 0;
        double sum = 0;
        for (int node = 0; node < ways.length; node++) {
            for (Workload.Edge edge : work.sources(node)) {
                ways[node] = Math.max(ways[node], ways[edge.from()]);
            }
            ways[node] += work.millis(node);
            longest = Math.max(longest, ways[node]);
            sum += work.millis(node);
        }
        return (long) Math.max(longest / fastest, sum / strength);
    }
}
