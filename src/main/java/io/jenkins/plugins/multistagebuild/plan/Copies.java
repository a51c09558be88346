package io.jenkins.plugins.multistagebuild.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stages as a placement builds them: one copy for each host that builds a stage, numbered so that each comes after those
 * it needs, and what has to travel between hosts.
 */
final class Copies {

    /**
     * That one copy needs another.
     *
     * @param from the copy that is needed
     * @param to the copy that needs it
     * @param millis how long it takes until the result is there; 0 on the same host
     */
    record Need(int from, int to, long millis) {}

    /**
     * What a host gets of a stage that another one builds.
     *
     * @param from the copy it comes from
     * @param image whether the whole image travels
     * @param paths what travels where that is not the image; empty for everything
     * @param bytes how much it is
     */
    record Delivery(int from, boolean image, List<String> paths, long bytes) {}

    private final Cluster cluster;
    private final List<int[]> copies = new ArrayList<>();
    private final int[][] numbers;
    private final Placement placement;
    private final List<List<Need>> sources = new ArrayList<>();
    private final List<List<Need>> users = new ArrayList<>();
    /** By the stage's number and the host's. */
    private final Map<Long, Delivery> deliveries = new LinkedHashMap<>();

    Copies(Cluster cluster, Placement placement) {
        this.cluster = cluster;
        this.placement = placement;
        Workload work = cluster.work();
        this.numbers = new int[work.size()][];
        for (int node = 0; node < work.size(); node++) {
            numbers[node] = new int[cluster.size()];
            for (int host = 0; host < cluster.size(); host++) {
                numbers[node][host] = -1;
                if (placement.isBuilt(node, host)) {
                    numbers[node][host] = copies.size();
                    copies.add(new int[] {node, host});
                    users.add(new ArrayList<>());
                }
            }
        }
        deliver();
        for (int copy = 0; copy < copies.size(); copy++) {
            sources.add(needs(copy));
        }
    }

    private List<Need> needs(int copy) {
        List<Need> needs = new ArrayList<>();
        for (Workload.Edge edge : cluster.work().sources(node(copy))) {
            int local = numbers[edge.from()][host(copy)];
            int from = local >= 0 ? local : original(edge.from());
            long millis = 0;
            if (local < 0) {
                Delivery delivery = delivery(edge.from(), host(copy));
                millis = cluster.transferMillis(host(from), host(copy), delivery.image(), delivery.bytes());
            }
            Need need = new Need(from, copy, millis);
            needs.add(need);
            users.get(from).add(need);
        }
        return needs;
    }

    private void deliver() {
        Map<Long, List<Workload.Edge>> wanted = new LinkedHashMap<>();
        for (int[] copy : copies) {
            for (Workload.Edge edge : cluster.work().sources(copy[0])) {
                if (numbers[edge.from()][copy[1]] < 0) {
                    wanted.computeIfAbsent(key(edge.from(), copy[1]), key -> new ArrayList<>())
                            .add(edge);
                }
            }
        }
        wanted.forEach((key, edges) -> deliveries.put(key, delivery(edges)));
    }

    /** What several stages of a host need of one stage, as one: what they have in common travels once. */
    private Delivery delivery(List<Workload.Edge> edges) {
        int node = edges.get(0).from();
        boolean image = false;
        boolean all = false;
        Set<String> paths = new LinkedHashSet<>();
        Map<List<String>, Long> bytes = new HashMap<>();
        for (Workload.Edge edge : edges) {
            image |= edge.base();
            all |= edge.paths().isEmpty();
            paths.addAll(edge.paths());
            bytes.merge(edge.paths(), edge.bytes(), Math::max);
        }
        long most = cluster.work().imageBytes(node);
        long sum = 0;
        for (long each : bytes.values()) {
            sum = Math.min(most, sum + Math.min(most, each));
        }
        return new Delivery(original(node), image, image || all ? List.of() : List.copyOf(paths), image ? most : sum);
    }

    private static long key(int node, int host) {
        return ((long) node << 32) | host;
    }

    /** What a host gets of a stage that it does not build. */
    Delivery delivery(int node, int host) {
        return deliveries.get(key(node, host));
    }

    /** How much travels. */
    long bytes() {
        return deliveries.values().stream().mapToLong(Delivery::bytes).sum();
    }

    int size() {
        return copies.size();
    }

    int node(int copy) {
        return copies.get(copy)[0];
    }

    int host(int copy) {
        return copies.get(copy)[1];
    }

    /** Whether another host answers for the stage. */
    boolean isRebuilt(int copy) {
        return placement.home(node(copy)) != host(copy);
    }

    /** The copy that answers for a stage. */
    int original(int node) {
        return numbers[node][placement.home(node)];
    }

    List<Need> sources(int copy) {
        return sources.get(copy);
    }

    List<Need> users(int copy) {
        return users.get(copy);
    }

    Cluster cluster() {
        return cluster;
    }
}
