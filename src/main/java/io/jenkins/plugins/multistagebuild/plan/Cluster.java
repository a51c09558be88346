package io.jenkins.plugins.multistagebuild.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hosts and what a workload costs on them. */
final class Cluster {

    private final Workload work;
    private final List<Host> hosts;
    private final List<BitSet> able;
    /** External images of each stage, as numbers. */
    private final int[][] images;

    private final List<BitSet> present = new ArrayList<>();
    private final int imageCount;

    /**
     * Takes hosts.
     *
     * @param able for each host the stages that it can build
     */
    Cluster(Workload work, List<Host> hosts, List<BitSet> able) {
        this.work = work;
        this.hosts = hosts;
        this.able = able;
        this.images = new int[work.size()][];
        Map<String, Integer> numbers = new HashMap<>();
        for (int node = 0; node < images.length; node++) {
            images[node] = work.stage(node).externalImages().stream()
                    .mapToInt(image -> numbers.computeIfAbsent(image, key -> numbers.size()))
                    .toArray();
        }
        this.imageCount = numbers.size();
        for (Host host : hosts) {
            BitSet has = new BitSet();
            host.store().images().stream()
                    .map(numbers::get)
                    .filter(number -> number != null)
                    .forEach(has::set);
            present.add(has);
        }
    }

    Workload work() {
        return work;
    }

    int size() {
        return hosts.size();
    }

    Host host(int index) {
        return hosts.get(index);
    }

    /** Whether a host can build a stage. */
    boolean isAble(int host, int node) {
        return able.get(host).get(node);
    }

    /** Whether a host can build all. */
    boolean isAble(int host) {
        return able.get(host).cardinality() == work.size();
    }

    int[] images(int node) {
        return images[node];
    }

    /** When each image is there on a host that has built nothing: at once, or never. */
    long[] arrivals(int host) {
        long[] arrivals = new long[imageCount];
        for (int image = 0; image < imageCount; image++) {
            arrivals[image] = present.get(host).get(image) ? 0 : Long.MAX_VALUE;
        }
        return arrivals;
    }

    /** How long a stage takes on a host, its images being there. The classic builder needs an engine run for it. */
    long millis(int host, int node) {
        Host on = hosts.get(host);
        return (long) Math.ceil(work.millis(node) / on.power().speed())
                + (on.isClassic() ? work.rates().runMillis() : 0);
    }

    /** How long an engine run takes on a host before its first stage begins, where that is not counted with the stage. */
    long runMillis(int host) {
        return hosts.get(host).isClassic() ? 0 : work.rates().runMillis();
    }

    /** How long it takes to hand something over. It goes through the machine in the middle without stopping there. */
    long transferMillis(int from, int to, boolean image, long bytes) {
        Host.Link one = hosts.get(from).link();
        Host.Link other = hosts.get(to).link();
        long rate = Math.min(one.bytesPerSecond(), other.bytesPerSecond());
        if (image) {
            rate = Math.min(rate, work.rates().imageBytesPerSecond());
        }
        return one.latencyMillis()
                + other.latencyMillis()
                + work.rates().handOverMillis()
                + (long) Math.ceil(bytes * 1000.0 / rate);
    }

    /**
     * Tells how long a stage that begins now waits for its external images, and notes when they will be there.
     *
     * @param arrivals when each image is there; changed
     */
    long pull(int node, long now, long[] arrivals) {
        long wait = wait(node, now, arrivals);
        for (int image : images[node]) {
            arrivals[image] = Math.min(arrivals[image], now + work.rates().pullMillis());
        }
        return wait;
    }

    /** How long a stage that begins now waits for its external images. */
    long wait(int node, long now, long[] arrivals) {
        long wait = 0;
        for (int image : images[node]) {
            long there = Math.min(arrivals[image], now + work.rates().pullMillis());
            wait = Math.max(wait, there - now);
        }
        return wait;
    }
}
