package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.BuildHosts;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.ClassicDockerfile;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.Plan;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Planning;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Shares stages out in turns, so that as much travels as can: each goes to the next host. Where a host has BuildKit, the
 * stages of one level are one unit, and every other base is rebuilt instead of handed over.
 */
record TurnPlanner(int first) implements BuildHosts.WorkPlanner {

    @Override
    public Planning plan(PlanRequest request) {
        return new Planning(new Plan(new Turns(request, first).units()), List.of());
    }

    private static final class Turns {

        private final StageGraph graph;
        private final List<Host> hosts;
        private final Map<Integer, Integer> homes = new HashMap<>();
        private final Map<Integer, Integer> unitOf = new HashMap<>();
        private final List<TreeSet<Integer>> members = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();
        private final List<TreeSet<Integer>> rebuilt = new ArrayList<>();

        Turns(PlanRequest request, int first) {
            this.graph = request.graph();
            this.hosts = request.hosts();
            add(graph.target(), Math.floorMod(graph.target() + first, hosts.size()));
            for (List<Integer> level : graph.levels()) {
                Map<Integer, Integer> unit = new HashMap<>();
                for (int stage : level) {
                    int host = Math.floorMod(stage + first, hosts.size());
                    if (stage == graph.target() || ClassicDockerfile.isEmpty(graph, stage)) {
                        continue;
                    }
                    boolean classic = hosts.get(host).flavour() == Flavour.CLASSIC;
                    if (!classic && unit.containsKey(host)) {
                        members.get(unit.get(host)).add(stage);
                        homes.put(stage, host);
                        unitOf.put(stage, unit.get(host));
                    } else {
                        unit.put(host, add(stage, host));
                    }
                }
            }
        }

        private int add(int stage, int host) {
            members.add(new TreeSet<>(List.of(stage)));
            rebuilt.add(new TreeSet<>());
            places.add(host);
            homes.put(stage, host);
            unitOf.put(stage, members.size() - 1);
            return members.size() - 1;
        }

        List<Unit> units() {
            for (int unit = 0; unit < members.size(); unit++) {
                if (unit % 2 == 0 && hosts.get(places.get(unit)).flavour() != Flavour.CLASSIC) {
                    for (int stage : members.get(unit)) {
                        rebuildBases(unit, stage);
                    }
                }
            }
            List<Map<Integer, HandOver>> handed = new ArrayList<>();
            for (int host = 0; host < hosts.size(); host++) {
                handed.add(handedTo(host));
            }
            List<Unit> units = new ArrayList<>();
            for (int unit = 0; unit < members.size(); unit++) {
                TreeSet<Integer> needs = new TreeSet<>();
                Map<Integer, HandOver> handOvers = new TreeMap<>();
                for (int stage : all(unit)) {
                    for (Dependency each : graph.stage(stage).dependencies()) {
                        Integer source = unitOf.get(each.stage());
                        if (source != null && !all(unit).contains(each.stage())) {
                            needs.add(source);
                            if (!homes.get(each.stage()).equals(places.get(unit))) {
                                handOvers.put(
                                        each.stage(),
                                        handed.get(places.get(unit)).get(each.stage()));
                            }
                        }
                    }
                }
                units.add(new Unit(
                        hosts.get(places.get(unit)).name(),
                        List.copyOf(members.get(unit)),
                        List.copyOf(members.get(unit)),
                        List.copyOf(rebuilt.get(unit)),
                        List.copyOf(needs),
                        List.copyOf(handOvers.values()),
                        0,
                        0));
            }
            return units;
        }

        private TreeSet<Integer> all(int unit) {
            TreeSet<Integer> all = new TreeSet<>(members.get(unit));
            all.addAll(rebuilt.get(unit));
            return all;
        }

        private void rebuildBases(int unit, int stage) {
            Base base = graph.stage(stage).base();
            if (base.stage() != null
                    && unitOf.containsKey(base.stage())
                    && !homes.get(base.stage()).equals(places.get(unit))) {
                rebuilt.get(unit).add(base.stage());
                rebuildBases(unit, base.stage());
            }
        }

        /** What all units of a host need of others, as one hand-over for each stage. */
        private Map<Integer, HandOver> handedTo(int host) {
            Map<Integer, HandOver> handed = new HashMap<>();
            for (int unit = 0; unit < members.size(); unit++) {
                if (places.get(unit) != host) {
                    continue;
                }
                for (int stage : all(unit)) {
                    for (Dependency each : graph.stage(stage).dependencies()) {
                        if (unitOf.containsKey(each.stage()) && homes.get(each.stage()) != host) {
                            handed.merge(each.stage(), handOver(each), Turns::both);
                        }
                    }
                }
            }
            return handed;
        }

        private HandOver handOver(Dependency each) {
            boolean image = each.kind() == Dependency.Kind.FROM;
            return new HandOver(each.stage(), unitOf.get(each.stage()), image, image ? List.of() : each.paths(), 0);
        }

        private static HandOver both(HandOver one, HandOver other) {
            TreeSet<String> paths = new TreeSet<>(one.paths());
            paths.addAll(other.paths());
            boolean all = one.image()
                    || other.image()
                    || one.paths().isEmpty()
                    || other.paths().isEmpty();
            return new HandOver(
                    one.stage(), one.unit(), one.image() || other.image(), all ? List.of() : List.copyOf(paths), 0);
        }
    }
}
