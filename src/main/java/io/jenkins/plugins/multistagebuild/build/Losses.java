package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.plan.Relocation;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out that a host is lost, and moves its work. What ends badly where there are several hosts is held back until its
 * hosts have answered; hosts that are at work are asked from time to time, so that one is found too that only says nothing.
 */
final class Losses implements Serializable {

    private static final long serialVersionUID = 2L;
    private static final Duration BEAT = Duration.ofSeconds(15);

    private final Hosts hosts;
    private final Units units;
    private final Ends ends;
    private final Seats seats;
    private final List<Held> held = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();
    /** Bad ends that count, until that is told. */
    private final Set<BuildEvent> certain = new HashSet<>();

    private Instant nextBeat = Instant.MAX;

    Losses(Hosts hosts, Units units, Ends ends, Seats seats) {
        this.hosts = hosts;
        this.units = units;
        this.ends = ends;
        this.seats = seats;
    }

    /**
     * A bad end that counts only if all these hosts answer.
     *
     * @param run number of the engine run; null where it is no engine run that ended so
     * @param event what is told then
     */
    private record Held(@CheckForNull Integer run, Serializable event, HashSet<String> unanswered)
            implements Serializable {}

    /** Whether something may turn out to have ended otherwise than it seems. */
    boolean isOpen() {
        return !held.isEmpty();
    }

    /** Whether something bad counts only if the hosts that it needs answer, as they have not yet. */
    boolean isDoubtful(BuildEvent event) {
        if (!hosts.isSpread() || certain.remove(event)) {
            return false;
        } else if (event instanceof BuildEvent.Exited exited) {
            return exited.exitStatus() != 0 && !units.engineRun(exited.unit()).isStopped();
        } else if (event instanceof BuildEvent.Sent sent) {
            return sent.problem() != null && !units.engineRun(sent.unit()).isStopped();
        }
        return event instanceof BuildEvent.ImageFailed
                && hosts.isThere(units.target().name());
    }

    /** Holds back the bad end of an engine run, or that the final image could not be looked at. */
    List<BuildAction> hold(BuildEvent event) {
        if (event instanceof BuildEvent.Exited exited) {
            return hold(exited.unit(), exited);
        } else if (event instanceof BuildEvent.Sent sent) {
            return hold(sent.unit(), sent);
        }
        HashSet<String> unanswered = new HashSet<>(Set.of(units.target().name()));
        held.add(new Held(null, (BuildEvent.ImageFailed) event, unanswered));
        return ask(unanswered);
    }

    private List<BuildAction> hold(int number, Serializable event) {
        HashSet<String> unanswered = new HashSet<>();
        hosts.there().stream()
                .map(HostRun::name)
                .filter(name -> units.engineRun(number).isOn(name))
                .forEach(unanswered::add);
        units.engineRun(number).ended();
        held.add(new Held(number, event, unanswered));
        return ask(unanswered);
    }

    private List<BuildAction> ask(Set<String> names) {
        List<BuildAction> actions = new ArrayList<>();
        for (String name : names) {
            if (asked.add(name)) {
                actions.add(hosts.ask(name));
            }
        }
        return actions;
    }

    /** A host is there; tells the ends that count now. */
    List<BuildEvent> answered(String host) {
        asked.remove(host);
        held.forEach(each -> each.unanswered().remove(host));
        List<Held> counting =
                held.stream().filter(each -> each.unanswered().isEmpty()).toList();
        held.removeAll(counting);
        List<BuildEvent> events =
                counting.stream().map(each -> (BuildEvent) each.event()).toList();
        certain.addAll(events);
        return events;
    }

    /** Begins to ask the hosts that are at work from time to time, if there are several. */
    List<BuildAction> watch(Instant now) {
        if (!hosts.isSpread()) {
            return List.of();
        }
        nextBeat = now.plus(BEAT);
        return List.of(new BuildAction.Wake(nextBeat));
    }

    /** A time has come. */
    List<BuildAction> woken(Instant now) {
        if (now.isBefore(nextBeat)) {
            return List.of();
        }
        Set<String> working = new HashSet<>();
        hosts.there().stream().map(HostRun::name).filter(units::isWorking).forEach(working::add);
        List<BuildAction> actions = new ArrayList<>(ask(working));
        actions.addAll(watch(now));
        return actions;
    }

    /**
     * A host has no room left: its work moves to others that can do it. Null where none can; then what failed counts.
     */
    @CheckForNull
    List<BuildAction> full(FullDisk disk, LogSink logs) {
        hosts.full(disk.host());
        Relocation.Moved moved = relocated();
        if (moved == null) {
            hosts.notFull(disk.host());
            return null;
        }
        hosts.note(
                "the disk of host " + disk.host() + " is full: " + disk.why().message() + "; " + units.told(moved),
                logs);
        List<BuildAction> stops = units.abandon(disk.host());
        dropHeld(disk.host());
        return stops;
    }

    /** A host is lost: what it did is ended here, and what is still needed of it moves; or the run fails. */
    List<BuildAction> lost(String host, String why, LogSink logs) {
        hosts.lost(host);
        asked.remove(host);
        List<BuildAction> stops = new ArrayList<>(units.abandon(host));
        dropHeld(host);
        String lost = "host " + host + " is lost: " + why;
        Relocation.Moved moved = relocated();
        if (moved != null) {
            hosts.note(lost + "; " + units.told(moved), logs);
        } else {
            hosts.note(lost, logs);
            ends.fail(Failures.of(lost + "; no other host is left that can build what it was to build"));
        }
        return stops;
    }

    /** What moves to the hosts that are left; null where there is none that can do it. */
    @CheckForNull
    private Relocation.Moved relocated() {
        Set<String> left = hosts.there().stream().map(HostRun::name).collect(Collectors.toSet());
        return left.isEmpty() ? null : units.relocate(seats.request(), left);
    }

    /** What ended badly on a host that is given up is of no account. */
    private void dropHeld(String host) {
        for (Held each : List.copyOf(held)) {
            Integer run = each.run();
            if (run == null
                    ? each.unanswered().contains(host)
                    : units.engineRun(run).isOn(host)) {
                held.remove(each);
                if (run != null) {
                    units.engineRun(run).abandoned();
                }
            }
        }
    }
}
