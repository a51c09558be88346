package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.BuildCommand;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.ProgressReader;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.ClassicDockerfile;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the engine runs of units. */
final class UnitCommands {

    private final StageGraph graph;
    private final BuildOptions options;
    private final Engine engine;

    UnitCommands(StageGraph graph, BuildOptions options, Engine engine) {
        this.graph = graph;
        this.options = options;
        this.engine = engine;
    }

    /**
     * The engine run of a unit.
     *
     * @param number the engine run's number
     * @param images ids of the images of the stages that are units of their own
     */
    BuildAction.Run run(int number, Unit unit, Map<Integer, String> images) {
        String imageIdFile = options.temporaryFolder() + "/unit-" + number + ".iid";
        BuildRequest request = options.request();
        if (unit.target() != graph.target()) {
            request = request.withTarget(stageName(unit.target())).withNaming(temporary(unit.target()));
        }
        List<BuildAction.NewFile> files = List.of();
        if (engine.flavour() == Flavour.CLASSIC) {
            String path = options.temporaryFolder() + "/unit-" + number + ".Dockerfile";
            byte[] text = new ClassicDockerfile(graph, options.source()).of(unit.target(), images);
            files = List.of(new BuildAction.NewFile(path, text));
            request = request.withDockerfile(path)
                    .withTarget(null)
                    .withCache(cacheOfOneStage(request.cache(), unit.target()));
        }
        return new BuildAction.Run(
                number, BuildCommand.of(options.host(), engine, request, imageIdFile), imageIdFile, files);
    }

    /** The classic builder leaves its cache aside for all or nothing, which is the stage here. */
    private BuildRequest.Cache cacheOfOneStage(BuildRequest.Cache cache, int stage) {
        String name = graph.stage(stage).name();
        boolean left = cache.left() || name != null && cache.leftFor().stream().anyMatch(name::equalsIgnoreCase);
        return new BuildRequest.Cache(left, List.of(), cache.from(), List.of());
    }

    /** What takes the output of a unit's engine run. */
    RunOutput output(Unit unit, Stages stages) {
        StepFinder finder = engine.flavour() == Flavour.CLASSIC
                ? new StepFinder.OfClassic(
                        stages.get(unit.target()),
                        new ClassicDockerfile(graph, options.source()).stepsBefore(unit.target()))
                : new StepFinder.OfBuildKit(stages, unit.stages());
        return new UnitProgress(finder, stages, shortName(graph.file()), ProgressReader.of(engine));
    }

    private String stageName(int stage) {
        String name = graph.stage(stage).name();
        return name == null ? Integer.toString(stage) : name;
    }

    /**
     * An image that nobody asked for is marked, to be removed in the end; not so one that is a base of another stage, which
     * would inherit the mark.
     */
    private BuildRequest.Naming temporary(int stage) {
        boolean base = engine.flavour() == Flavour.CLASSIC
                && graph.stages().stream()
                        .flatMap(other -> other.dependencies().stream())
                        .anyMatch(each -> each.stage() == stage && each.kind() == Dependency.Kind.FROM);
        Map<String, String> labels = new LinkedHashMap<>();
        if (!base) {
            labels.putAll(options.request().naming().labels());
            labels.put(RunId.LABEL, options.runId().value());
        }
        return new BuildRequest.Naming(List.of(), labels, false);
    }

    /** Log lines name the file without its folders: every line begins with it. */
    private static String shortName(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
