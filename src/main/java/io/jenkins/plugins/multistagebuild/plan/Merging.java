package io.jenkins.plugins.multistagebuild.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes units of a host one where that delays next to nothing: the fewer engine runs, the better. Pairs for which there seems to be
 * time are tried and kept where the whole ends hardly later (as V. Sarkar does with tasks: Partitioning and scheduling parallel
 * programs for multiprocessors, 1989); many at once, and where they do too much together, one half and the other.
 */
final class Merging {

    /** How many stages are played through at most, all attempts together. */
    private static final long MOST_WORK = 100_000;

    /** How much later the whole may end for fewer engine runs: less than estimates can tell. */
    private static final double WORTH = 1.01;

    private final int[] urgency;
    private final BitSet forTarget;
    private final long limit;
    private Candidate best;
    private long work;

    private Merging(Candidate candidate, int[] urgency) {
        this.best = candidate;
        this.urgency = urgency;
        this.limit = (long) (candidate.makespan() * WORTH);
        this.forTarget = Grouping.forTarget(candidate.copies());
    }

    static Candidate merge(Candidate candidate, int[] urgency) {
        Merging merging = new Merging(candidate, urgency);
        boolean going = true;
        while (going) {
            going = merging.tryAll(merging.joined());
            going |= merging.tryAll(merging.neighbours());
        }
        return merging.best;
    }

    private record Pair(int first, int second) {}

    /** Each unit takes part in one pair at most. */
    private boolean tryAll(Set<Pair> pairs) {
        Slack slack = new Slack(best, limit);
        BitSet taken = new BitSet();
        List<Pair> chosen = new ArrayList<>();
        for (Pair pair : pairs) {
            if (!taken.get(pair.first) && !taken.get(pair.second) && slack.allows(pair.first, pair.second)) {
                taken.set(pair.first);
                taken.set(pair.second);
                chosen.add(pair);
            }
        }
        int[] parts = IntStream.range(0, best.grouping().count()).toArray();
        int before = best.grouping().count();
        Candidate start = best;
        merge(start, parts, chosen);
        return best.grouping().count() < before;
    }

    /** Adds pairs to the parts that are kept so far, all of them or those of its halves that do no harm. */
    private void merge(Candidate start, int[] parts, List<Pair> pairs) {
        if (pairs.isEmpty() || work > MOST_WORK) {
            return;
        }
        pairs.forEach(pair -> parts[pair.second] = pair.first);
        work += start.copies().size();
        Candidate merged = start.merged(urgency, parts);
        if (merged.makespan() <= limit) {
            best = merged;
            return;
        }
        pairs.forEach(pair -> parts[pair.second] = pair.second);
        if (pairs.size() > 1) {
            merge(start, parts, pairs.subList(0, pairs.size() / 2));
            merge(start, parts, pairs.subList(pairs.size() / 2, pairs.size()));
        }
    }

    /** Units of which one needs the other, on the same host. */
    private Set<Pair> joined() {
        Set<Pair> pairs = new LinkedHashSet<>();
        Copies copies = best.copies();
        for (int copy = 0; copy < copies.size(); copy++) {
            for (Copies.Need need : copies.sources(copy)) {
                add(pairs, need.from(), copy);
            }
        }
        return pairs;
    }

    /** Units of a host that follow each other by the time at which they begin. */
    private Set<Pair> neighbours() {
        Set<Pair> pairs = new LinkedHashSet<>();
        Copies copies = best.copies();
        int[] units = best.grouping().units();
        long[] begins = best.times().unitBegins();
        List<Integer> order = IntStream.range(0, copies.size())
                .boxed()
                .sorted((a, b) -> copies.host(a) != copies.host(b)
                        ? Integer.compare(copies.host(a), copies.host(b))
                        : Long.compare(begins[units[a]], begins[units[b]]))
                .toList();
        for (int i = 1; i < order.size(); i++) {
            add(pairs, order.get(i - 1), order.get(i));
        }
        return pairs;
    }

    private void add(Set<Pair> pairs, int one, int other) {
        Copies copies = best.copies();
        int host = copies.host(one);
        int first = best.grouping().units()[one];
        int second = best.grouping().units()[other];
        if (host == copies.host(other)
                && first != second
                && !copies.cluster().host(host).isClassic()
                && forTarget.get(one) == forTarget.get(other)) {
            pairs.add(new Pair(first, second));
        }
    }
}
