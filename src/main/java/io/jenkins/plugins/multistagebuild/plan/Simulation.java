package io.jenkins.plugins.multistagebuild.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Plays a plan through by the rules of docs/planning.md. A unit begins when all it needs is there; a stage when those before
 * it in the unit are done and a processor is free, the one with the longest way to the end first. A hand-over sets out when
 * its unit has ended.
 */
final class Simulation {

    /** What can happen, and to which stage or unit. */
    private enum Kind {
        STAGE_DONE,
        NEED_MET,
        RUN_BEGUN
    }

    private record Event(long time, Kind kind, int index) {}

    private final Copies copies;
    private final Cluster cluster;
    private final int[] urgency;
    private final int[] units;
    private final List<List<Integer>> members = new ArrayList<>();
    private final int[] openNeeds;
    private final int[] openCopies;
    private final int[] openSources;
    private final List<PriorityQueue<Integer>> ready = new ArrayList<>();
    private final int[] free;
    /** Hosts on which something may begin. */
    private final BitSet touched = new BitSet();

    private final long[][] arrivals;
    private final PriorityQueue<Event> events = new PriorityQueue<>((a, b) -> Long.compare(a.time, b.time));
    private final long[] unitBegins;
    private final long[] unitEnds;
    private final long[] ends;
    private long now;

    private Simulation(Copies copies, int[] urgency, int[] units, int count) {
        this.copies = copies;
        this.cluster = copies.cluster();
        this.urgency = urgency;
        this.units = units;
        this.openNeeds = new int[count];
        this.openCopies = new int[count];
        this.openSources = new int[copies.size()];
        this.unitBegins = new long[count];
        this.unitEnds = new long[count];
        this.ends = new long[copies.size()];
        this.free = new int[cluster.size()];
        this.arrivals = new long[cluster.size()][];
        for (int unit = 0; unit < count; unit++) {
            members.add(new ArrayList<>());
        }
        for (int host = 0; host < cluster.size(); host++) {
            free[host] = cluster.host(host).lanes();
            arrivals[host] = cluster.arrivals(host);
            ready.add(new PriorityQueue<>((a, b) -> Integer.compare(urgency(a), urgency(b))));
        }
    }

    /**
     * Plays a plan through.
     *
     * @param urgency for each stage its place in the order of urgency
     * @param units for each copy of a stage the number of its unit
     * @param count how many units there are
     */
    static Timetable run(Copies copies, int[] urgency, int[] units, int count) {
        return new Simulation(copies, urgency, units, count).run();
    }

    private Timetable run() {
        for (int copy = 0; copy < copies.size(); copy++) {
            members.get(units[copy]).add(copy);
            openCopies[units[copy]]++;
            for (Copies.Need need : copies.sources(copy)) {
                if (isInside(need)) {
                    openSources[copy]++;
                } else {
                    openNeeds[units[copy]]++;
                }
            }
        }
        for (int unit = 0; unit < openNeeds.length; unit++) {
            if (openNeeds[unit] == 0) {
                begin(unit);
            }
        }
        int left = copies.size();
        while (!events.isEmpty()) {
            now = events.peek().time;
            while (!events.isEmpty() && events.peek().time == now) {
                Event event = events.poll();
                switch (event.kind) {
                    case STAGE_DONE -> {
                        left--;
                        done(event.index);
                    }
                    case NEED_MET -> {
                        if (--openNeeds[event.index] == 0) {
                            begin(event.index);
                        }
                    }
                    case RUN_BEGUN -> begun(event.index);
                }
            }
            for (int host = touched.nextSetBit(0); host >= 0; host = touched.nextSetBit(host + 1)) {
                dispatch(host);
            }
            touched.clear();
        }
        return new Timetable(left == 0 ? now : Long.MAX_VALUE, unitBegins, unitEnds, ends);
    }

    private void begin(int unit) {
        unitBegins[unit] = now;
        int host = copies.host(members.get(unit).get(0));
        events.add(new Event(now + cluster.runMillis(host), Kind.RUN_BEGUN, unit));
    }

    private void begun(int unit) {
        for (int copy : members.get(unit)) {
            if (openSources[copy] == 0) {
                enqueue(copy);
            }
        }
    }

    private void enqueue(int copy) {
        ready.get(copies.host(copy)).add(copy);
        touched.set(copies.host(copy));
    }

    private void dispatch(int host) {
        while (free[host] > 0 && !ready.get(host).isEmpty()) {
            int copy = ready.get(host).poll();
            int node = copies.node(copy);
            free[host]--;
            if (cluster.host(host).isClassic()) {
                unitBegins[units[copy]] = now;
            }
            long millis = cluster.pull(node, now, arrivals[host]) + cluster.millis(host, node);
            events.add(new Event(now + millis, Kind.STAGE_DONE, copy));
        }
    }

    private void done(int copy) {
        int unit = units[copy];
        ends[copy] = now;
        free[copies.host(copy)]++;
        touched.set(copies.host(copy));
        for (Copies.Need need : copies.users(copy)) {
            if (isInside(need) && --openSources[need.to()] == 0) {
                enqueue(need.to());
            }
        }
        if (--openCopies[unit] == 0) {
            unitEnds[unit] = now;
            for (int member : members.get(unit)) {
                for (Copies.Need need : copies.users(member)) {
                    if (!isInside(need)) {
                        events.add(new Event(now + need.millis(), Kind.NEED_MET, units[need.to()]));
                    }
                }
            }
        }
    }

    private boolean isInside(Copies.Need need) {
        return units[need.from()] == units[need.to()];
    }

    private int urgency(int copy) {
        return urgency[copies.node(copy)];
    }
}
