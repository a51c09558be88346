package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.Temporaries;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.Plan;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Planning;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Places for hosts that may still come. The plan is made as if all were there; what it gives to one that is not there waits
 * at its seat. A host that comes takes over a whole seat; one that is there and has nothing else to do takes single units,
 * so that no host is waited for in vain. A host where nothing more is to be done is let go.
 */
final class Seats implements Serializable {

    private static final long serialVersionUID = 1L;
    /** No host has a slash in its name. */
    private static final String NAME = "seat/";

    private static final String NOWHERE = NAME + "none";

    private final Hosts hosts;
    private final Units units;
    private final int most;
    private final BuildHosts.WorkPlanner planner;
    /** What the plan took a host to be like that has not come, by the seat's name. */
    private final TreeMap<String, Host> open = new TreeMap<>();

    private final Set<String> released = new HashSet<>();
    private int requested;

    Seats(Hosts hosts, Units units, BuildHosts options) {
        this.hosts = hosts;
        this.units = units;
        this.most = options.seats();
        this.planner = options.planner();
    }

    /** Shares out the work among those that are there and those that may come. */
    Planning plan(LogSink logs) {
        if (most == 0) {
            return hosts.plan(logs);
        }
        PlanRequest there = hosts.request();
        List<Host> all = new ArrayList<>(there.hosts());
        Host first = all.get(0);
        Map<String, Host> seats = new TreeMap<>();
        for (int number = 1; number <= most; number++) {
            seats.put(NAME + number, first.withName(NAME + number));
        }
        all.addAll(seats.values());
        Planning planning = planner.plan(new PlanRequest(there.graph(), all, there.costs(), there.platform()));
        Plan plan = planning.plan();
        if (plan == null) {
            return planning;
        }
        List<Unit> shared = targetOn(first.name(), plan.units());
        seats.forEach((name, seat) -> {
            if (shared.stream().anyMatch(unit -> unit.host().equals(name))) {
                open.put(name, seat);
            }
        });
        logs.say(
                open.isEmpty()
                        ? "one host builds all: further ones would not make it faster"
                        : "the stages are shared out over "
                                + (open.size() + there.hosts().size()) + " hosts");
        return new Planning(new Plan(shared, plan.forecast()), List.of());
    }

    /** A seat is like the first host, so that nothing is lost if the image is built on the one that is sure to be there. */
    private static List<Unit> targetOn(String first, List<Unit> planned) {
        String other = planned.get(0).host();
        return planned.stream()
                .map(unit -> unit.host().equals(other)
                        ? at(first, unit)
                        : unit.host().equals(first) ? at(other, unit) : unit)
                .toList();
    }

    private static Unit at(String host, Unit unit) {
        return new Unit(
                host,
                unit.targets(),
                unit.stages(),
                unit.rebuilt(),
                unit.needs(),
                unit.handOvers(),
                unit.startMillis(),
                unit.endMillis());
    }

    /** What is to be planned for those that are there and those that may come. */
    PlanRequest request() {
        PlanRequest there = hosts.request();
        List<Host> all = new ArrayList<>(there.hosts());
        all.addAll(open.values());
        return new PlanRequest(there.graph(), all, there.costs(), there.platform());
    }

    /** A host that came has answered; it takes over a seat, or is let go since nobody needs it or it is of no use. */
    void arrived(String host, LogSink logs) {
        String seat = open.keySet().stream()
                .max(Comparator.comparing(this::isReady).thenComparingLong(this::work))
                .orElse(null);
        Failure refused = hosts.refusal(host);
        String twin = hosts.twin(host);
        if (twin != null) {
            hosts.leaveOut(host, "its engine is that of " + twin, logs);
        } else if (refused != null) {
            hosts.leaveOut(host, refused.message(), logs);
        } else if (seat == null) {
            hosts.lost(host);
        } else if (!move(units.schedule().waiting(seat), host)) {
            hosts.leaveOut(
                    host, "its engine runs " + hosts.get(host).engine().platform() + ", not what is built", logs);
        }
    }

    private long work(String seat) {
        return units.schedule().waiting(seat).stream()
                .mapToLong(run -> 1 + run.unit().endMillis() - run.unit().startMillis())
                .sum();
    }

    /** Starts what can be started now. */
    List<BuildAction> start(Instant now, LogSink logs) {
        List<BuildAction> actions = new ArrayList<>(units.start(now, logs));
        while (adopt()) {
            actions.addAll(units.start(now, logs));
        }
        return actions;
    }

    /** Lets a host that has nothing to do take the unit with the longest way to the end from those that may come. */
    private boolean adopt() {
        for (HostRun host : open.isEmpty() ? List.<HostRun>of() : hosts.there()) {
            UnitRun next = isIdle(host.name()) ? next() : null;
            if (next != null && move(List.of(next), host.name())) {
                return true;
            }
        }
        return false;
    }

    private boolean isIdle(String host) {
        return !units.isBusy(host) && units.schedule().waiting(host).stream().allMatch(run -> run.notBefore() == null);
    }

    @CheckForNull
    private UnitRun next() {
        return open.keySet().stream()
                .flatMap(seat -> units.schedule().waiting(seat).stream())
                .filter(units.schedule()::isFree)
                .max(Comparator.comparingLong(units.schedule()::way))
                .orElse(null);
    }

    /** Moves units from their seat to a host; tells whether that can build them. */
    private boolean move(List<UnitRun> runs, String host) {
        List<Unit> before = runs.stream().map(UnitRun::unit).toList();
        runs.forEach(run -> run.become(at(NOWHERE, run.unit()), false));
        if (units.relocate(request(), Set.of(host)) == null) {
            for (int index = 0; index < runs.size(); index++) {
                runs.get(index).become(before.get(index), false);
            }
            return false;
        }
        open.keySet().removeIf(seat -> units.schedule().waiting(seat).isEmpty());
        return true;
    }

    /** Whether something waits at a seat that can be begun. */
    private boolean isReady(String seat) {
        return units.schedule().waiting(seat).stream().anyMatch(units.schedule()::isFree);
    }

    /**
     * How many more hosts are of use by now, where that has changed, and which are of no use any longer. A host without a stage
     * that is ready would do nothing but wait.
     */
    List<BuildAction> settle(boolean undecided) {
        if (most == 0 || !units.isPlanned()) {
            return List.of();
        }
        List<BuildAction> actions = new ArrayList<>();
        open.keySet().removeIf(seat -> units.schedule().waiting(seat).isEmpty());
        int ready = (int) open.keySet().stream().filter(this::isReady).count();
        if (ready != requested) {
            requested = ready;
            actions.add(new BuildAction.Request(requested));
        }
        for (HostRun host : hosts.there()) {
            if (!undecided && isDone(host.name()) && released.add(host.name())) {
                hosts.lost(host.name());
                actions.add(new BuildAction.Release(host.host(), hosts.clean(host, Temporaries.Whose.BOTH)));
            }
        }
        hosts.all()
                .filter(host -> hosts.isAsked(host.name()) && !hosts.isThere(host.name()))
                .filter(host -> released.add(host.name()))
                .forEach(host -> actions.add(new BuildAction.Release(host, null)));
        return actions;
    }

    /** Whether nothing more is to be done on a host, and nothing more to be fetched from it. */
    private boolean isDone(String host) {
        return open.isEmpty()
                && !Objects.equals(units.schedule().target().unit().host(), host)
                && !units.isWorking(host)
                && units.schedule().waiting(host).isEmpty()
                && !units.schedule().isAwaited(host);
    }
}
