package io.jenkins.plugins.multistagebuild.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Which host answers for which stage, and which it builds besides. */
final class Placement {

    private final int[] homes;
    private final List<BitSet> built = new ArrayList<>();

    Placement(int hosts, int[] homes) {
        this.homes = homes;
        for (int host = 0; host < hosts; host++) {
            built.add(new BitSet());
        }
        for (int node = 0; node < homes.length; node++) {
            if (homes[node] >= 0) {
                built.get(homes[node]).set(node);
            }
        }
    }

    /** All on one host. */
    static Placement on(int host, Cluster cluster) {
        int[] homes = new int[cluster.work().size()];
        Arrays.fill(homes, host);
        return new Placement(cluster.size(), homes);
    }

    void place(int node, int host) {
        homes[node] = host;
        built.get(host).set(node);
    }

    void rebuild(int node, int host) {
        built.get(host).set(node);
    }

    /** The host that answers for a stage. */
    int home(int node) {
        return homes[node];
    }

    /** Whether a host builds a stage, be it once more. */
    boolean isBuilt(int node, int host) {
        return built.get(host).get(node);
    }
}
