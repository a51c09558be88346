package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.HandOverName;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The hand-overs of a run. Equal ones to one host are one: it travels once, however many units wait for it. */
final class HandOvers implements Serializable {

    private static final long serialVersionUID = 1L;

    private final RunId runId;
    private final List<HandOverRun> runs = new ArrayList<>();

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
                .forEach(run -> images.put(run.what().stage(), name(run)));
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
