package io.jenkins.plugins.multistagebuild.plan;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A plan that has been played through.
 *
 * @param copies what is built where
 * @param grouping in which units
 * @param times when
 */
record Candidate(Copies copies, Grouping grouping, Timetable times) {

    static Candidate of(Copies copies, int[] urgency, Grouping grouping) {
        return new Candidate(copies, grouping, Simulation.run(copies, urgency, grouping.units(), grouping.count()));
    }

    /** All on one host, in one engine run if its engine can do that. */
    static Candidate single(Cluster cluster, int[] urgency, int host) {
        Copies copies = new Copies(cluster, Placement.on(host, cluster));
        return of(copies, urgency, cluster.host(host).isClassic() ? Grouping.single(copies) : Grouping.whole(copies));
    }

    /** The best of some groupings of the same copies. */
    static Candidate grouped(Copies copies, int[] urgency) {
        Candidate best = null;
        for (Grouping grouping :
                List.of(Grouping.byPhase(copies), Grouping.bySurroundings(copies), Grouping.single(copies))) {
            Candidate candidate = of(copies, urgency, grouping);
            if (best == null || candidate.makespan() < best.makespan()) {
                best = candidate;
            }
        }
        return best;
    }

    /** The same with some units made one, see {@link Grouping#merged}. */
    Candidate merged(int[] urgency, int[] parts) {
        return of(copies, urgency, grouping.merged(parts));
    }

    long makespan() {
        return times.makespan();
    }

    /** How many hosts build something. */
    int hosts() {
        return (int)
                IntStream.range(0, copies.size()).map(copies::host).distinct().count();
    }
}
