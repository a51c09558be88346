package io.jenkins.plugins.multistagebuild.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses a host for each stage by list scheduling: in the order of their upward ranks, stages go where they are done
 * first, into gaps as well (HEFT, see {@link Ranks}). A base that is not on the host is built there once more where it
 * would arrive much later (task duplication: B. Kruatrachue, T. Lewis: Grain size determination for parallel processing, IEEE
 * Software 5(1), 1988); a stage that others copy from is never built twice for that, since two builds may differ.
 */
final class Placer {

    private static final int MOST_BASES = 16;

    /** A base is rebuilt only where that saves at least such a part of its own run time: the work is done twice. */
    private static final double WORTH = 0.1;

    private final Cluster cluster;
    private final Workload work;
    private final Placement placement;
    /** When a stage is done on a host; negative where it is not built there. */
    private final long[][] done;

    private final long[][] arrivals;
    private final Lanes[] lanes;
    private final long[] room;
    private final boolean[] used;

    /** A stage put somewhere. */
    private record Step(int node, long begin, long end) {}

    /** What it takes to build a stage on a host: bases to build before it, and when it begins and ends. */
    private record Choice(int host, List<Step> bases, Step step) {}

    private Placer(Cluster cluster) {
        this.cluster = cluster;
        this.work = cluster.work();
        int[] homes = new int[work.size()];
        Arrays.fill(homes, -1);
        this.placement = new Placement(cluster.size(), homes);
        this.done = new long[cluster.size()][work.size()];
        this.arrivals = new long[cluster.size()][];
        this.lanes = new Lanes[cluster.size()];
        this.room = new long[cluster.size()];
        this.used = new boolean[cluster.size()];
        for (int host = 0; host < cluster.size(); host++) {
            Arrays.fill(done[host], -1);
            arrivals[host] = cluster.arrivals(host);
            lanes[host] = new Lanes(cluster.host(host).lanes());
            room[host] = cluster.host(host).store().freeBytes();
        }
    }

    /** Places all stages on some of the hosts; null where these can't build one of them. */
    @CheckForNull
    static Placement place(Cluster cluster, int[] order, int[] hosts) {
        Placer placer = new Placer(cluster);
        for (int node : order) {
            Choice best = placer.best(node, hosts, false);
            if (best == null) {
                best = placer.best(node, hosts, true);
            }
            if (best == null) {
                return null;
            }
            placer.take(best);
        }
        return placer.placement;
    }

    /** Where disks are too small everywhere, the engine is left to find out. */
    @CheckForNull
    private Choice best(int node, int[] hosts, boolean crowded) {
        Choice best = null;
        for (int host : hosts) {
            if (cluster.isAble(host, node) && (crowded || room[host] >= work.imageBytes(node))) {
                Choice choice = choice(node, host);
                if (best == null || isBetter(choice, best)) {
                    best = choice;
                }
            }
        }
        return best;
    }

    /** Of two hosts that are as fast, the one that builds something already. */
    private boolean isBetter(Choice choice, Choice than) {
        return choice.step.end() < than.step.end()
                || choice.step.end() == than.step.end() && used[choice.host] && !used[than.host];
    }

    private Choice choice(int node, int host) {
        List<Step> bases = new ArrayList<>();
        long ready = ready(node, host, bases, 0);
        return new Choice(host, bases, step(node, host, ready));
    }

    private Step step(int node, int host, long ready) {
        long millis = cluster.millis(host, node) + cluster.wait(node, ready, arrivals[host]);
        long begin = lanes[host].begin(ready, millis);
        return new Step(node, begin, begin + millis);
    }

    /** When all is there that a stage needs; the bases that are built for it are added. */
    private long ready(int node, int host, List<Step> bases, int depth) {
        long ready = cluster.runMillis(host);
        for (Workload.Edge edge : work.sources(node)) {
            ready = Math.max(ready, arrival(edge, host, bases, depth));
        }
        return ready;
    }

    private long arrival(Workload.Edge edge, int host, List<Step> bases, int depth) {
        if (done[host][edge.from()] >= 0) {
            return done[host][edge.from()];
        }
        int home = placement.home(edge.from());
        long arrival = done[home][edge.from()]
                + cluster.transferMillis(home, host, edge.base(), edge.bytes())
                + cluster.runMillis(host);
        if (!edge.base() || depth == MOST_BASES || !cluster.isAble(host, edge.from())) {
            return arrival;
        }
        List<Step> steps = new ArrayList<>();
        Step base = step(edge.from(), host, ready(edge.from(), host, steps, depth + 1));
        if (base.end() + WORTH * cluster.millis(host, edge.from()) >= arrival) {
            return arrival;
        }
        bases.addAll(steps);
        bases.add(base);
        return base.end();
    }

    private void take(Choice choice) {
        for (Step base : choice.bases) {
            if (done[choice.host][base.node()] < 0) {
                placement.rebuild(base.node(), choice.host);
                take(choice.host, base);
            }
        }
        placement.place(choice.step.node(), choice.host);
        take(choice.host, choice.step);
    }

    private void take(int host, Step step) {
        cluster.pull(step.node(), step.begin(), arrivals[host]);
        lanes[host].take(step.begin(), step.end() - step.begin());
        done[host][step.node()] = step.end();
        room[host] -= work.imageBytes(step.node());
        used[host] = true;
    }
}
