package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.HandOverName;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The hand-overs of a run. Equal ones to one host are one: it travels once, however many units wait for it. */
final class HandOvers implements Serializable {

    private static final long serialVersionUID = 1L;

    private final RunId runId;
    private final List<HandOverRun> runs = new ArrayList<>();
    /** What has been pushed to a registry or is going to be, by number. */
    private final List<Publication> publications = new ArrayList<>();

    HandOvers(RunId runId) {
        this.runId = runId;
    }

    /** Adds what a unit waits for, unless something else on its host waits for it too. */
    void add(Unit unit) {
        for (HandOver each : unit.handOvers()) {
            if (runs.stream().noneMatch(run -> run.brings(each, unit.host()))) {
                runs.add(new HandOverRun(runs.size(), each, unit.host()));
            }
        }
    }

    HandOverRun of(HandOver what, String host) {
        return runs.stream()
                .filter(run -> run.brings(what, host))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no hand-over of stage " + what.stage() + " to " + host));
    }

    /** Pushes what a hand-over is to bring from a host. */
    Publication publish(HandOver what, String host) {
        Publication publication = new Publication(publications.size(), what, host);
        publications.add(publication);
        return publication;
    }

    /** Whether what a hand-over is to bring from a host is under way to a registry, for it or for another one. */
    boolean isBeingPushed(HandOver what, String host, Instant now) {
        return publications.stream().anyMatch(each -> each.brings(what, host) && each.isAwaited(now));
    }

    /** Whether something has been pushed, or was to be. */
    boolean havePublished() {
        return !publications.isEmpty();
    }

    /** What a host has pushed of something; null where it has not. */
    @CheckForNull
    Publication published(HandOver what, String host) {
        return publications.stream()
                .filter(each -> each.brings(what, host) && each.isDone())
                .findFirst()
                .orElse(null);
    }

    /** Somebody has told how large something in a registry is. */
    void weighed(BuildEvent.Weighed told) {
        publications.get(told.number()).weighed(told.layers());
    }

    /** What has arrived, by the name of the host where it is. */
    Map<String, List<HandOver>> arrived() {
        return runs.stream()
                .filter(run -> run.state() == HandOverRun.State.ARRIVED)
                .collect(Collectors.groupingBy(
                        HandOverRun::to, Collectors.mapping(HandOverRun::what, Collectors.toList())));
    }

    /** Whether all that a unit waits for has arrived. */
    boolean haveArrived(Unit unit) {
        return unit.handOvers().stream().allMatch(each -> of(each, unit.host()).state() == HandOverRun.State.ARRIVED);
    }

    boolean isLost(Unit unit) {
        return unit.handOvers().stream().anyMatch(each -> of(each, unit.host()).state() == HandOverRun.State.FAILED);
    }

    /**
     * Names of the images in which the results of other hosts' stages have come to a unit's host, by stage: also of those
     * that only what was built there before needs, since the engine goes through that again.
     */
    Map<Integer, String> images(Unit unit) {
        Map<Integer, String> images = new HashMap<>();
        runs.stream()
                .filter(run ->
                        run.state() == HandOverRun.State.ARRIVED && run.to().equals(unit.host()))
                .sorted(Comparator.comparing(HandOverRun::extent))
                .forEach(run -> images.put(run.what().stage(), Objects.requireNonNullElse(run.reference(), name(run))));
        unit.stages().forEach(images::remove);
        unit.rebuilt().forEach(images::remove);
        return images;
    }

    String name(HandOverRun run) {
        return HandOverName.of(runId, run.number());
    }

    /** What has travelled. */
    List<Transfer> transfers() {
        return runs.stream()
                .filter(run -> run.state() == HandOverRun.State.ARRIVED)
                .map(HandOverRun::transfer)
                .toList();
    }
}
