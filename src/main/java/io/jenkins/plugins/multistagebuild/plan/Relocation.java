package io.jenkins.plugins.multistagebuild.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Moves the units of hosts that are lost to those that are left: units that had not ended, and units that had but whose
 * result was only there and is still needed. What the other hosts have built or been handed over stays of use.
 */
public final class Relocation {

    /**
     * The units after the move.
     *
     * @param units all units, with their indices as before; those that have come to be follow
     * @param moved indices of the units that have to be built (again) on another host
     */
    public record Moved(List<Unit> units, Set<Integer> moved) {

        public Moved {
            units = List.copyOf(units);
            moved = Set.copyOf(moved);
        }
    }

    private final PlanRequest request;
    private final Set<String> takers;
    private final List<Unit> units;
    private final BitSet ended;
    /** For each host the hand-overs that have arrived. */
    private final Map<String, List<HandOver>> arrived;

    private final TreeSet<Integer> moving = new TreeSet<>();
    private final Map<String, Long> load = new HashMap<>();

    private Relocation(
            PlanRequest request,
            Set<String> takers,
            List<Unit> units,
            BitSet ended,
            Map<String, List<HandOver>> arrived) {
        this.request = request;
        this.takers = takers;
        this.units = new ArrayList<>(units);
        this.ended = ended;
        this.arrived = arrived;
    }

    /**
     * Moves units.
     *
     * @param request the hosts that are left, at least one, and what is built; all others are lost
     * @param takers names of those of them that take units
     * @param units all units
     * @param ended indices of the units that have been built
     * @param arrived what has arrived, by the name of the host where it is
     * @return the units; null where none of the hosts that are left can build one of them
     */
    @CheckForNull
    public static Moved of(
            PlanRequest request,
            Set<String> takers,
            List<Unit> units,
            BitSet ended,
            Map<String, List<HandOver>> arrived) {
        return new Relocation(request, takers, units, (BitSet) ended.clone(), arrived).move();
    }

    @CheckForNull
    private Moved move() {
        findMoving();
        Ability ability = new Ability(request.hosts(), request.platform());
        for (int unit = 0; unit < units.size(); unit++) {
            if (!ended.get(unit) && !moving.contains(unit)) {
                load.merge(units.get(unit).host(), millis(units.get(unit)), Long::sum);
            }
        }
        TreeSet<Integer> all = new TreeSet<>();
        for (int unit : order()) {
            Unit old = units.get(unit);
            Host host = request.hosts().stream()
                    .filter(each -> takers.contains(each.name())
                            && built(old).allMatch(stage -> ability.canBuild(each, stage(stage))))
                    .min(Comparator.comparing(each -> load.getOrDefault(each.name(), 0L)))
                    .orElse(null);
            if (host == null) {
                return null;
            }
            load.merge(host.name(), millis(old), Long::sum);
            all.addAll(place(unit, host));
        }
        all.forEach(unit -> ended.clear(unit));
        for (int unit = 0; unit < units.size(); unit++) {
            if (!ended.get(unit)) {
                units.set(unit, connected(unit, all.contains(unit)));
            }
        }
        return new Moved(units, all);
    }

    private static long millis(Unit unit) {
        return 1 + Math.max(0, unit.endMillis() - unit.startMillis());
    }

    private Stage stage(int index) {
        return request.graph().stage(index);
    }

    private static Stream<Integer> built(Unit unit) {
        return Stream.concat(unit.stages().stream(), unit.rebuilt().stream());
    }

    /** Those that did not end, the one that makes the image, and what these need and nobody else has. */
    private void findMoving() {
        for (int unit = 0; unit < units.size(); unit++) {
            if (isLost(unit) && (unit == 0 || !ended.get(unit))) {
                moving.add(unit);
            }
        }
        boolean found = true;
        while (found) {
            found = false;
            for (int unit = 0; unit < units.size(); unit++) {
                if (!ended.get(unit) || moving.contains(unit)) {
                    for (int need : units.get(unit).needs()) {
                        if (isLost(need) && !moving.contains(need) && !hasAll(unit, need)) {
                            moving.add(need);
                            found = true;
                        }
                    }
                }
            }
        }
    }

    private boolean isLost(int unit) {
        String host = units.get(unit).host();
        return request.hosts().stream().noneMatch(each -> each.name().equals(host));
    }

    /** Whether a unit that stays has got what it needs of another one. */
    private boolean hasAll(int unit, int need) {
        Unit user = units.get(unit);
        return !moving.contains(unit)
                && user.handOvers().stream()
                        .filter(each -> each.unit() == need)
                        .allMatch(each -> arrived.getOrDefault(user.host(), List.of()).stream()
                                .anyMatch(there -> covers(there, each)));
    }

    private static boolean covers(HandOver there, HandOver wanted) {
        return there.stage() == wanted.stage()
                && (there.image()
                        || !wanted.image()
                                && (there.paths().isEmpty()
                                        || !wanted.paths().isEmpty()
                                                && there.paths().containsAll(wanted.paths())));
    }

    /** Those that move, each behind what it needs. */
    private List<Integer> order() {
        List<Integer> order = new ArrayList<>();
        TreeSet<Integer> open = new TreeSet<>(moving);
        while (!open.isEmpty()) {
            List<Integer> ready = open.stream()
                    .filter(unit -> units.get(unit).needs().stream().noneMatch(open::contains))
                    .toList();
            order.addAll(ready);
            ready.forEach(open::remove);
        }
        return order;
    }

    /** Puts a unit on a host; the classic builder needs one for each stage. Tells the indices of all that it became. */
    private List<Integer> place(int unit, Host host) {
        Unit old = units.get(unit);
        List<Integer> stages = built(old).sorted().toList();
        if (!host.isClassic() || stages.size() == 1) {
            units.set(unit, on(host, old, old.targets(), old.stages(), old.rebuilt()));
            return List.of(unit);
        }
        List<Integer> became = new ArrayList<>(List.of(unit));
        int kept = old.target();
        for (int stage : stages) {
            if (!ClassicDockerfile.isEmpty(request.graph(), stage)) {
                boolean answered = old.stages().contains(stage);
                Unit one = on(
                        host,
                        old,
                        List.of(stage),
                        answered ? List.of(stage) : List.of(),
                        answered ? List.of() : List.of(stage));
                if (stage == kept) {
                    units.set(unit, one);
                } else {
                    became.add(units.size());
                    units.add(one);
                }
            }
        }
        return became;
    }

    private static Unit on(Host host, Unit old, List<Integer> targets, List<Integer> stages, List<Integer> rebuilt) {
        return new Unit(
                host.name(), targets, stages, rebuilt, List.of(), List.of(), old.startMillis(), old.endMillis());
    }

    /** A unit with what it needs now. */
    private Unit connected(int index, boolean moved) {
        Unit unit = units.get(index);
        Set<Integer> own = built(unit).collect(Collectors.toSet());
        TreeSet<Integer> needs = new TreeSet<>();
        Map<Integer, HandOver> handOvers = new TreeMap<>();
        for (int stage : own) {
            for (Dependency each : stage(stage).dependencies()) {
                Integer local = own.contains(each.stage()) ? null : builder(each.stage(), unit.host());
                Integer source = own.contains(each.stage()) ? null : builder(each.stage(), null);
                if (local != null) {
                    needs.add(local);
                } else if (source != null) {
                    needs.add(source);
                    handOvers.merge(each.stage(), handOver(each, source), Relocation::both);
                }
            }
        }
        handOvers.replaceAll((stage, each) -> agreed(each, unit, moved));
        return new Unit(
                unit.host(),
                unit.targets(),
                unit.stages(),
                unit.rebuilt(),
                List.copyOf(needs),
                List.copyOf(handOvers.values()),
                unit.startMillis(),
                unit.endMillis());
    }

    /** What is there already where that is enough, or else what all units of the host have agreed on so far. */
    private HandOver agreed(HandOver wanted, Unit unit, boolean moved) {
        List<HandOver> known = new ArrayList<>(arrived.getOrDefault(unit.host(), List.of()));
        units.stream()
                .filter(each -> each.host().equals(unit.host()))
                .flatMap(each -> each.handOvers().stream())
                .forEach(known::add);
        HandOver all = wanted;
        for (HandOver each : known) {
            if (each.stage() == wanted.stage()) {
                if (covers(each, wanted)) {
                    return new HandOver(each.stage(), wanted.unit(), each.image(), each.paths(), each.bytes());
                }
                all = both(all, each);
            }
        }
        return moved ? all : wanted;
    }

    private static HandOver handOver(Dependency need, int unit) {
        boolean image = need.kind() == Dependency.Kind.FROM;
        return new HandOver(need.stage(), unit, image, image ? List.of() : need.paths(), 0);
    }

    private static HandOver both(HandOver one, HandOver other) {
        boolean all = one.image()
                || other.image()
                || one.paths().isEmpty()
                || other.paths().isEmpty();
        TreeSet<String> paths = new TreeSet<>(one.paths());
        paths.addAll(other.paths());
        return new HandOver(
                one.stage(),
                one.unit(),
                one.image() || other.image(),
                all ? List.of() : List.copyOf(paths),
                Math.max(one.bytes(), other.bytes()));
    }

    /** The unit that builds a stage, on a host or anywhere; null where none does. */
    @CheckForNull
    private Integer builder(int stage, @CheckForNull String host) {
        for (int unit = 0; unit < units.size(); unit++) {
            Unit each = units.get(unit);
            boolean builds = each.stages().contains(stage)
                    || host != null && each.rebuilt().contains(stage);
            if (builds && (host == null || each.host().equals(host))) {
                return unit;
            }
        }
        return null;
    }
}
