package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.HandOverRepository;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Relocation;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The units of a run and its engine runs. */
final class Units implements Serializable {

    private static final long serialVersionUID = 2L;

    private final StageGraph graph;
    private final BuildOptions options;
    private final Stages stages;
    private final Hosts hosts;
    private final Schedule schedule;
    private final List<EngineRun> engineRuns = new ArrayList<>();

    Units(StageGraph graph, BuildOptions options, Stages stages, Hosts hosts) {
        this.graph = graph;
        this.options = options;
        this.stages = stages;
        this.hosts = hosts;
        this.schedule = new Schedule(graph, options.runId());
    }

    void plan(List<Unit> units) {
        schedule.add(units);
    }

    /** Whether it is known what is to be built where. */
    boolean isPlanned() {
        return !schedule.units().isEmpty();
    }

    /** Units that turn out to be left; their stages begin anew. */
    void add(List<Unit> units) {
        units.forEach(unit -> unit.stages().forEach(stage -> stages.get(stage).again()));
        schedule.add(units);
    }

    /** A push, which is an engine run too; tells its number. */
    int add(RunOutput output) {
        return add(EngineRun.ofPush(target().name(), output));
    }

    private int add(EngineRun run) {
        engineRuns.add(run);
        return engineRuns.size() - 1;
    }

    /** Takes what happened if it calls for nothing to be done; tells whether it does not. */
    boolean learn(BuildEvent event, Instant now, LogSink logs) {
        if (event instanceof BuildEvent.Output output) {
            engineRun(output.unit()).output().read(output.bytes(), output.offset(), output.length(), now, logs);
            return true;
        } else if (event instanceof BuildEvent.Weighed told) {
            schedule.handOvers().weighed(told);
            return true;
        }
        return false;
    }

    EngineRun engineRun(int number) {
        return engineRuns.get(number);
    }

    boolean isRunning(int number) {
        return number < engineRuns.size() && engineRuns.get(number).isRunning();
    }

    boolean isAnyRunning() {
        return engineRuns.stream().anyMatch(EngineRun::isRunning);
    }

    /** Whether something is left to run. */
    boolean isWaiting() {
        return schedule.isWaiting();
    }

    /** Whether something runs or is left to run. */
    boolean isBusy() {
        return isAnyRunning() || schedule.isWaiting();
    }

    Schedule schedule() {
        return schedule;
    }

    /** The host that makes the final image. */
    HostRun target() {
        return hosts.get(schedule.target().unit().host());
    }

    /**
     * What looks at the final image; null where there is none.
     *
     * @param pushed where a builder pushed it, so that no engine has it; else null
     */
    @CheckForNull
    BuildAction readImage(@CheckForNull BuildAction.PushedByBuilder pushed) {
        String imageId = schedule.target().imageId();
        if (imageId == null) {
            return null;
        }
        List<String> others = images().values().stream()
                .filter(id -> !id.equals(imageId))
                .sorted()
                .toList();
        return new BuildAction.ReadImage(target().host(), imageId, others, pushed);
    }

    /** What has become of the stages by now. */
    List<StageOutcome> outcomes(Instant began, Instant now) {
        return stages.all().stream()
                .map(run -> run.outcome(host(run.stage().index()), stages.ready(run, began), stages.equalSteps(), now))
                .toList();
    }

    /** Names of the stages that go on or are left on a host; for null those for which none has come yet. */
    List<String> work(@CheckForNull String host) {
        return schedule.units().stream()
                .filter(run -> run.state() == UnitRun.State.WAITING || run.state() == UnitRun.State.RUNNING)
                .filter(run -> host == null
                        ? !hosts.isKnown(run.unit().host())
                        : host.equals(run.unit().host()))
                .flatMap(run -> run.unit().stages().stream())
                .map(each -> graph.stage(each).displayName())
                .toList();
    }

    /** The host that builds a stage; null where none does, or none has come for it yet. */
    @CheckForNull
    private String host(int stage) {
        String name = schedule.host(stage);
        return name != null && hosts.isKnown(name) ? name : null;
    }

    /**
     * Ids of the images of the stages that are units of their own on the host of the final image, by stage; BuildKit keeps
     * none of those on the way.
     */
    private Map<Integer, String> images() {
        return schedule.images(target().name());
    }

    /** Sizes of the stages that are units of their own, out of those of their images. */
    Map<Integer, Long> sizes(Map<String, Long> ofImages) {
        Map<Integer, Long> sizes = new HashMap<>();
        images().forEach((stage, id) -> {
            Long size = ofImages.get(id);
            if (size != null) {
                sizes.put(stage, size);
            }
        });
        return sizes;
    }

    /** Starts what can be started now. */
    List<BuildAction> start(Instant now, LogSink logs) {
        schedule.drop();
        List<BuildAction> actions = new ArrayList<>();
        HandOverRun handOver = schedule.nextHandOver(now, hosts::isThere);
        while (handOver != null) {
            actions.add(start(handOver, now, logs));
            handOver = schedule.nextHandOver(now, hosts::isThere);
        }
        UnitRun next = schedule.next(now, this::hasRoom);
        while (next != null) {
            actions.add(start(next, logs));
            next = schedule.next(now, this::hasRoom);
        }
        return actions;
    }

    /** BuildKit shares out its engine's power by itself. */
    private boolean hasRoom(String host) {
        return hosts.isThere(host)
                && (!hosts.get(host).isClassic()
                        || engineRuns.stream()
                                        .filter(run -> run.isRunning() && run.isOn(host))
                                        .count()
                                < options.rules().jobs());
    }

    private BuildAction start(UnitRun run, LogSink logs) {
        Unit unit = run.unit();
        UnitCommands commands = new UnitCommands(graph, options, hosts.get(unit.host()));
        int number = add(EngineRun.of(run, commands.output(unit, stages, schedule.stages(unit.host()))));
        run.state(UnitRun.State.RUNNING);
        if (hosts.isSpread()) {
            logs.say(unit.host() + ": building " + names(unit.stages())
                    + (unit.rebuilt().isEmpty() ? "" : ", once more " + names(unit.rebuilt())));
        }
        return commands.run(number, unit, images(unit), built(unit.host()));
    }

    /** The stages that are built on a host, be it in a unit that failed. */
    private Set<Integer> built(String host) {
        Set<Integer> built = schedule.built(host);
        stages.complete().stream()
                .filter(stage -> host.equals(schedule.host(stage)))
                .forEach(built::add);
        return built;
    }

    private String names(List<Integer> indices) {
        return String.join(
                ", ",
                indices.stream().map(each -> graph.stage(each).displayName()).toList());
    }

    /** Images of the stages that a unit does not build itself. */
    private Map<Integer, String> images(Unit unit) {
        Map<Integer, String> images = new HashMap<>();
        if (hosts.get(unit.host()).isClassic()) {
            images.putAll(schedule.images(unit.host()));
        }
        images.putAll(schedule.handOvers().images(unit));
        return images;
    }

    private BuildAction start(HandOverRun run, Instant now, LogSink logs) {
        HandOver what = run.what();
        Unit producer = schedule.producer(what.stage()).unit();
        HandOverCommands commands =
                new HandOverCommands(graph, options, hosts.get(producer.host()), hosts.get(run.to()));
        HandOverRepository registry = options.hosts().registry();
        String of = (what.image() ? "the image of " : "files of ")
                + graph.stage(what.stage()).displayName();
        String way = of + " from " + producer.host() + " to " + run.to();
        run.begin(producer.host(), now);
        if (registry == null) {
            int number = add(EngineRun.of(run, producer.host()));
            logs.say("sending " + way);
            return commands.send(number, what, schedule.handOvers().name(run), images(producer));
        }
        Publication there = schedule.handOvers().published(what, producer.host());
        if (there != null) {
            logs.say("sending " + way + " through " + registry.registry());
            return commands.pull(
                    add(EngineRun.of(run, there, run.to())),
                    there,
                    schedule.handOvers().name(run));
        }
        if (!schedule.handOvers().havePublished()) {
            logs.say("what is handed over stays in " + registry.name() + ", under tags that begin with "
                    + options.runId().value() + ", until the registry removes it");
        }
        Publication next = schedule.handOvers().publish(what, producer.host());
        logs.say("pushing " + of + " from " + producer.host() + " to " + registry.registry());
        return commands.push(add(EngineRun.of(run, next, producer.host())), what, next, images(producer));
    }

    /** Ends the engine runs that build a stage, for what the stage did. */
    List<BuildAction> stop(int stage, Failure why) {
        return stop(
                why,
                run -> run.unit() != null
                        && Objects.requireNonNull(run.unit()).unit().stages().contains(stage));
    }

    List<BuildAction> stopAll() {
        return stop(null, run -> true);
    }

    private List<BuildAction> stop(@CheckForNull Failure why, Predicate<EngineRun> which) {
        List<BuildAction> stops = new ArrayList<>();
        for (int i = 0; i < engineRuns.size(); i++) {
            EngineRun run = engineRuns.get(i);
            if (run.isRunning() && !run.isStopped() && which.test(run)) {
                run.stopped(why);
                stops.add(new BuildAction.Stop(i));
            }
        }
        return stops;
    }

    /** Whether something runs on a host. */
    boolean isWorking(String host) {
        return engineRuns.stream().anyMatch(run -> run.isRunning() && run.isOn(host));
    }

    /**
     * Whether it may have made temporary images there: one engine run of BuildKit alone makes none but the one asked for, and
     * the classic builder of an only host none but its cache.
     */
    boolean mayHaveLeft(HostRun host) {
        long builds = engineRuns.stream()
                .filter(run -> run.isOn(host.name()) && (run.unit() != null || run.handOver() != null))
                .count();
        return hosts.isSpread() ? builds > 0 : !host.isClassic() && builds > 1;
    }

    /** A host is given up: ends the clients of what goes on there, which no longer counts, and ends that are still held back. */
    List<BuildAction> abandon(String host) {
        List<BuildAction> stops = stop(null, run -> run.isOn(host));
        engineRuns.stream().filter(run -> run.isOn(host)).forEach(EngineRun::abandoned);
        return stops;
    }

    /** Whether it builds something, or waits for something that is on its way to it. */
    boolean isBusy(String host) {
        return engineRuns.stream()
                .filter(EngineRun::isRunning)
                .anyMatch(run -> run.handOver() == null
                        ? run.isOn(host)
                        : run.handOver().to().equals(host));
    }

    /** Moves the units of lost hosts to those that take them; null where these can't build one of them. */
    @CheckForNull
    Relocation.Moved relocate(PlanRequest left, Set<String> takers) {
        Relocation.Moved moved = schedule.relocate(left, takers);
        if (moved != null) {
            for (int unit : moved.moved()) {
                moved.units().get(unit).stages().forEach(stage -> stages.get(stage)
                        .reset());
            }
        }
        return moved;
    }

    /** What moves where, in words. */
    String told(Relocation.Moved moved) {
        if (moved.moved().isEmpty()) {
            return "nothing of it is needed any more";
        }
        List<String> told = new ArrayList<>();
        for (int unit : new TreeSet<>(moved.moved())) {
            Unit each = moved.units().get(unit);
            told.add(names(each.stages().isEmpty() ? each.rebuilt() : each.stages()) + " → " + each.host());
        }
        return "moving " + String.join(", ", told);
    }
}
