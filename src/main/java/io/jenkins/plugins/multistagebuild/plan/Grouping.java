package io.jenkins.plugins.multistagebuild.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stages of each host in units. A unit begins when all it needs has come and hands over what it made when it has ended:
 * so the fewer units, the fewer engine runs, and the longer others wait. Here the beginnings: from few units to many. All of
 * them leave units without a cycle.
 *
 * @param units for each copy of a stage the number of its unit
 * @param count how many units there are
 */
record Grouping(int[] units, int count) {

    /** All in one unit. */
    static Grouping whole(Copies copies) {
        return new Grouping(new int[copies.size()], 1);
    }

    /** A unit for each copy of a stage. */
    static Grouping single(Copies copies) {
        return numbered(copies, copy -> copy);
    }

    /**
     * The copies of a host that have as many hand-overs behind them on the longest way: as few units as placement allows
     * when a unit waits for the last hand-over of any stage in it.
     */
    static Grouping byPhase(Copies copies) {
        int[] phases = new int[copies.size()];
        for (int copy = 0; copy < phases.length; copy++) {
            for (Copies.Need need : copies.sources(copy)) {
                int beyond = copies.host(need.from()) == copies.host(copy) ? 0 : 1;
                phases[copy] = Math.max(phases[copy], phases[need.from()] + beyond);
            }
        }
        return numbered(copies, copy -> phases[copy]);
    }

    /**
     * The copies of a host that are joined, wait for the same hand-overs and are waited for by the same: no stage begins
     * later than it would in a unit of its own, and no hand-over sets out later.
     */
    static Grouping bySurroundings(Copies copies) {
        BitSet[] before = new BitSet[copies.size()];
        BitSet[] behind = new BitSet[copies.size()];
        for (int copy = 0; copy < before.length; copy++) {
            before[copy] = new BitSet();
            for (Copies.Need need : copies.sources(copy)) {
                if (copies.host(need.from()) == copies.host(copy)) {
                    before[copy].or(before[need.from()]);
                } else {
                    before[copy].set(need.from());
                }
            }
        }
        for (int copy = before.length - 1; copy >= 0; copy--) {
            behind[copy] = new BitSet();
            for (Copies.Need need : copies.users(copy)) {
                if (copies.host(need.to()) == copies.host(copy)) {
                    behind[copy].or(behind[need.to()]);
                } else {
                    behind[copy].set(need.to());
                }
            }
        }
        int[] roots = new int[copies.size()];
        for (int copy = 0; copy < roots.length; copy++) {
            roots[copy] = copy;
            for (Copies.Need need : copies.sources(copy)) {
                int from = need.from();
                if (copies.host(from) == copies.host(copy)
                        && before[from].equals(before[copy])
                        && behind[from].equals(behind[copy])) {
                    roots[root(roots, copy)] = root(roots, from);
                }
            }
        }
        return numbered(copies, copy -> root(roots, copy));
    }

    private static int root(int[] roots, int copy) {
        int root = copy;
        while (roots[root] != root) {
            roots[root] = roots[roots[root]];
            root = roots[root];
        }
        return root;
    }

    /** What tells the units of a host apart. */
    private interface Mark {
        int of(int copy);
    }

    /**
     * Copies with the same mark on the same host share a unit. The target's unit builds nothing else than what it needs, so
     * that the target is all it is asked for; the classic builder has a unit for each stage.
     */
    private static Grouping numbered(Copies copies, Mark mark) {
        BitSet forTarget = forTarget(copies);
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        int[] units = new int[copies.size()];
        for (int copy = 0; copy < units.length; copy++) {
            boolean alone = copies.cluster().host(copies.host(copy)).isClassic();
            List<Integer> key = alone
                    ? List.of(copies.host(copy), copy)
                    : List.of(copies.host(copy), mark.of(copy), forTarget.get(copy) ? 1 : 0);
            units[copy] = numbers.computeIfAbsent(key, unused -> numbers.size());
        }
        return new Grouping(units, numbers.size());
    }

    /** The copies that the target needs, and the target. */
    static BitSet forTarget(Copies copies) {
        Workload work = copies.cluster().work();
        BitSet needed = new BitSet();
        needed.set(copies.original(work.number(work.graph().target())));
        for (int copy = copies.size() - 1; copy >= 0; copy--) {
            if (needed.get(copy)) {
                copies.sources(copy).forEach(need -> needed.set(need.from()));
            }
        }
        return needed;
    }

    /**
     * The same with some units made one.
     *
     * @param parts for each unit the one that it becomes a part of, or itself
     */
    Grouping merged(int[] parts) {
        int[] numbers = new int[count];
        Arrays.fill(numbers, -1);
        int next = 0;
        int[] others = new int[units.length];
        for (int copy = 0; copy < others.length; copy++) {
            int unit = parts[units[copy]];
            if (numbers[unit] < 0) {
                numbers[unit] = next++;
            }
            others[copy] = numbers[unit];
        }
        return new Grouping(others, next);
    }
}
