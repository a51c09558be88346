package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The units of a run and their engine runs. */
final class Units implements Serializable {

    private static final long serialVersionUID = 1L;

    private final StageGraph graph;
    private final BuildOptions options;
    private final Stages stages;
    private final Schedule schedule;
    private final List<EngineRun> engineRuns = new ArrayList<>();

    @CheckForNull
    private Engine engine;

    Units(StageGraph graph, BuildOptions options, Stages stages) {
        this.graph = graph;
        this.options = options;
        this.stages = stages;
        this.schedule = new Schedule(graph);
    }

    void plan(Engine found, List<Unit> units) {
        engine = found;
        schedule.add(units);
    }

    /** Units that turn out to be left; their stages begin anew. */
    void add(List<Unit> units) {
        units.forEach(unit -> unit.stages().forEach(stage -> stages.get(stage).again()));
        schedule.add(units);
    }

    /** An engine run that builds no unit; tells its number. */
    int add(RunOutput output) {
        engineRuns.add(new EngineRun(null, output));
        return engineRuns.size() - 1;
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

    /** Whether something runs or is left to run. */
    boolean isBusy() {
        return isAnyRunning() || schedule.isWaiting();
    }

    /** Id of the final image; null where there is none. */
    @CheckForNull
    String targetImage() {
        return schedule.target().imageId();
    }

    /** Ids of the images of the stages that are units of their own, by stage; BuildKit keeps none of those on the way. */
    Map<Integer, String> images() {
        return schedule.images();
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
    List<BuildAction> start(Instant now) {
        schedule.drop();
        List<BuildAction> actions = new ArrayList<>();
        UnitRun next = schedule.next(now);
        while (next != null && hasRoom()) {
            actions.add(start(next));
            next = schedule.next(now);
        }
        return actions;
    }

    /** BuildKit shares out its engine's power by itself. */
    private boolean hasRoom() {
        return engine().flavour() != Flavour.CLASSIC
                || engineRuns.stream().filter(EngineRun::isRunning).count()
                        < options.rules().jobs();
    }

    private Engine engine() {
        return Objects.requireNonNull(engine, "units are planned for an engine that is known");
    }

    private BuildAction start(UnitRun unit) {
        UnitCommands commands = new UnitCommands(graph, options, engine());
        int number = engineRuns.size();
        engineRuns.add(new EngineRun(unit, commands.output(unit.unit(), stages)));
        unit.state(UnitRun.State.RUNNING);
        return commands.run(number, unit.unit(), schedule.images());
    }

    /** Ends the engine runs that build a stage, for what the stage did. */
    List<BuildAction> stop(int stage, Failure why) {
        List<BuildAction> stops = new ArrayList<>();
        for (int i = 0; i < engineRuns.size(); i++) {
            EngineRun run = engineRuns.get(i);
            UnitRun unit = run.unit();
            if (run.isRunning()
                    && !run.isStopped()
                    && unit != null
                    && unit.unit().stages().contains(stage)) {
                run.stopped(why);
                stops.add(new BuildAction.Stop(i));
            }
        }
        return stops;
    }

    List<BuildAction> stopAll() {
        List<BuildAction> stops = new ArrayList<>();
        for (int i = 0; i < engineRuns.size(); i++) {
            EngineRun run = engineRuns.get(i);
            if (run.isRunning() && !run.isStopped()) {
                run.stopped(null);
                stops.add(new BuildAction.Stop(i));
            }
        }
        return stops;
    }
}
