package io.jenkins.plugins.multistagebuild.plan;

import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the units of a plan for several hosts. */
final class UnitMaker {

    private final Candidate candidate;
    private final Copies copies;
    private final Workload work;
    private final List<List<Integer>> members = new ArrayList<>();
    /** Units in the order of the plan, by their numbers. */
    private final List<Integer> order = new ArrayList<>();
    /** The place of each unit in the plan. */
    private final int[] places;

    private UnitMaker(Candidate candidate) {
        this.candidate = candidate;
        this.copies = candidate.copies();
        this.work = copies.cluster().work();
        this.places = new int[candidate.grouping().count()];
    }

    static List<Unit> units(Candidate candidate) {
        return new UnitMaker(candidate).units();
    }

    private List<Unit> units() {
        for (int unit = 0; unit < candidate.grouping().count(); unit++) {
            members.add(new ArrayList<>());
            order.add(unit);
        }
        for (int copy = 0; copy < copies.size(); copy++) {
            members.get(unitOf(copy)).add(copy);
        }
        int target = unitOf(copies.original(work.number(work.graph().target())));
        long[] begins = candidate.times().unitBegins();
        order.sort(Comparator.comparing((Integer unit) -> unit != target)
                .thenComparing(unit -> begins[unit])
                .thenComparing(unit -> members.get(unit).get(0)));
        for (int place = 0; place < places.length; place++) {
            places[order.get(place)] = place;
        }
        TreeSet<Integer> emptyTold = new TreeSet<>();
        return order.stream().map(unit -> unit(unit, emptyTold)).toList();
    }

    private Unit unit(int unit, TreeSet<Integer> emptyTold) {
        TreeSet<Integer> stages = new TreeSet<>();
        TreeSet<Integer> rebuilt = new TreeSet<>();
        TreeSet<Integer> targets = new TreeSet<>();
        TreeSet<Integer> needs = new TreeSet<>();
        TreeMap<Integer, HandOver> handOvers = new TreeMap<>();
        int host = copies.host(members.get(unit).get(0));
        for (int copy : members.get(unit)) {
            int stage = stage(copy);
            (copies.isRebuilt(copy) ? rebuilt : stages).add(stage);
            if (copies.users(copy).stream().noneMatch(need -> unitOf(need.to()) == unit)) {
                targets.add(stage);
            }
            for (Copies.Need need : copies.sources(copy)) {
                if (unitOf(need.from()) != unit) {
                    needs.add(places[unitOf(need.from())]);
                }
                if (copies.host(need.from()) != host) {
                    handOvers.put(stage(need.from()), handOver(need.from(), host));
                }
            }
        }
        if (!copies.cluster().host(host).isClassic()) {
            addEmpty(stages, emptyTold);
        }
        return new Unit(
                copies.cluster().host(host).name(),
                List.copyOf(targets),
                List.copyOf(stages),
                List.copyOf(rebuilt),
                List.copyOf(needs),
                List.copyOf(handOvers.values()),
                candidate.times().unitBegins()[unit],
                candidate.times().unitEnds()[unit]);
    }

    private HandOver handOver(int from, int host) {
        Copies.Delivery delivery = copies.delivery(copies.node(from), host);
        return new HandOver(stage(from), places[unitOf(from)], delivery.image(), delivery.paths(), delivery.bytes());
    }

    /** BuildKit reads stages without content along with those that name them; the first unit that does tells them. */
    private void addEmpty(TreeSet<Integer> stages, TreeSet<Integer> told) {
        StageGraph graph = work.graph();
        Deque<Integer> open = new ArrayDeque<>(stages);
        while (!open.isEmpty()) {
            Stage stage = graph.stage(open.pop());
            for (Dependency dependency : stage.dependencies()) {
                if (work.number(dependency.stage()) < 0 && told.add(dependency.stage())) {
                    stages.add(dependency.stage());
                    open.push(dependency.stage());
                }
            }
        }
    }

    private int unitOf(int copy) {
        return candidate.grouping().units()[copy];
    }

    private int stage(int copy) {
        return work.stage(copies.node(copy)).index();
    }
}
