package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.BuildCommand;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.ContextCommand;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.ProgressReader;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.ClassicDockerfile;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import io.jenkins.plugins.multistagebuild.plan.UnitDockerfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the engine runs of units on a host. */
final class UnitCommands {

    private final StageGraph graph;
    private final BuildOptions options;
    private final HostRun host;

    UnitCommands(StageGraph graph, BuildOptions options, HostRun host) {
        this.graph = graph;
        this.options = options;
        this.host = host;
    }

    /**
     * The engine run of a unit.
     *
     * @param number the engine run's number
     * @param images images of other units' stages that stand for these: of those that were handed over to the unit, and with
     *     the classic builder of all of its host
     * @param built indices of the stages that this run has built on the host
     */
    BuildAction.Run run(int number, Unit unit, Map<Integer, String> images, Set<Integer> built) {
        BuildRequest request = options.request();
        boolean makesImage = unit.stages().contains(graph.target());
        if (!makesImage) {
            request = request.withTarget(stageName(unit.target())).withNaming(temporary());
        }
        String path = options.temporaryFolder() + "/unit-" + number;
        List<BuildAction.NewFile> files = new ArrayList<>();
        if (host.isClassic()) {
            byte[] text = new ClassicDockerfile(graph, options.source()).of(unit.target(), images);
            request = request.withTarget(null).withCache(cacheOfOneStage(request.cache(), unit.target()));
            return classic(number, unit, text, request);
        }
        FreshCache fresh = new FreshCache(graph, options, host.engine());
        List<Integer> named = fresh.named(unit, built);
        request = fresh.forUnit(request, unit, built);
        if (!images.isEmpty() || unit.targets().size() > 1 || hasNoName(unit) || !named.isEmpty()) {
            UnitDockerfile text = new UnitDockerfile(graph, options.source()).replace(images);
            named.forEach(text::name);
            if (unit.targets().size() > 1) {
                text.closeOver(unit.targets());
                request = request.withTarget(UnitDockerfile.CLOSING_STAGE);
            } else if (!makesImage) {
                request = request.withTarget(text.name(unit.target()));
            }
            files.addAll(files(path + ".Dockerfile", text.text()));
            request = request.withDockerfile(path + ".Dockerfile");
            request = images.isEmpty() ? request : request.withSwitches(withoutPull(request.switches()));
        }
        if (!makesImage && !options.hosts().isOne()) {
            return new BuildAction.Run(number, BuildCommand.toCache(host.host(), host.engine(), request), null, files);
        }
        DockerCommand command = BuildCommand.of(host.host(), host.engine(), request, path + ".iid");
        return new BuildAction.Run(number, command, path + ".iid", files);
    }

    /** The folder of the Dockerfile is all the context of a stage that takes nothing out of it. */
    private BuildAction.Run classic(int number, Unit unit, byte[] text, BuildRequest request) {
        String path = options.temporaryFolder() + "/unit-" + number;
        String idFile = path + ".iid";
        // A newer base image may have triggers.
        Optional<List<String>> taken =
                request.switches().pull() ? Optional.empty() : ContextUse.paths(graph.stage(unit.target()), host);
        boolean alone = taken.isPresent() && taken.get().isEmpty();
        String file = alone ? path + "/Dockerfile" : path + ".Dockerfile";
        BuildRequest all = request.withDockerfile(file).withContext(alone ? path : request.context());
        BuildRequest some = request.withDockerfile(ContextCommand.DOCKERFILE).withContext("-");
        ContextCommand context = alone || taken.isEmpty()
                ? null
                : new ContextCommand(
                        BuildCommand.of(host.host(), host.engine(), some, idFile),
                        request.context(),
                        file,
                        taken.get());
        return new BuildAction.Run(
                number,
                BuildCommand.of(host.host(), host.engine(), all, idFile),
                idFile,
                List.of(new BuildAction.NewFile(file, text)),
                context,
                List.of());
    }

    private boolean hasNoName(Unit unit) {
        return unit.target() != graph.target()
                && graph.stage(unit.target()).name() == null
                && !options.hosts().isOne();
    }

    /** What was handed over is in no registry. */
    private static BuildRequest.Switches withoutPull(BuildRequest.Switches switches) {
        return new BuildRequest.Switches(switches.platform(), switches.builder(), false);
    }

    /** A Dockerfile, and what of the context it leaves out where that stands beside the user's. */
    List<BuildAction.NewFile> files(String path, byte[] text) {
        byte[] ignore = options.hosts().ignore();
        BuildAction.NewFile file = new BuildAction.NewFile(path, text);
        return ignore == null ? List.of(file) : List.of(file, new BuildAction.NewFile(path + ".dockerignore", ignore));
    }

    /** The classic builder leaves its cache aside for all or nothing, which is the stage here. */
    private BuildRequest.Cache cacheOfOneStage(BuildRequest.Cache cache, int stage) {
        String name = graph.stage(stage).name();
        boolean left = cache.left() || name != null && cache.leftFor().stream().anyMatch(name::equalsIgnoreCase);
        return new BuildRequest.Cache(left, List.of(), cache.from(), List.of());
    }

    /**
     * What takes the output of a unit's engine run.
     *
     * @param here indices of the stages that are built on the same host
     */
    RunOutput output(Unit unit, Stages stages, List<Integer> here) {
        StepFinder finder = host.isClassic()
                ? new StepFinder.OfClassic(
                        stages.get(unit.target()),
                        new ClassicDockerfile(graph, options.source()).stepsBefore(unit.target()))
                : new StepFinder.OfBuildKit(stages, unit.stages(), here);
        return new UnitProgress(
                finder, stages, shortName(graph.file()), ProgressReader.of(host.engine(), host.clockAheadMillis()));
    }

    private String stageName(int stage) {
        String name = graph.stage(stage).name();
        return name == null ? Integer.toString(stage) : name;
    }

    /**
     * An image that nobody asked for is marked, to be removed in the end. With the classic builder it is a part of the cache as
     * after any build, there is nothing to be removed; the mark would be an instruction more, with an image of its own.
     */
    private BuildRequest.Naming temporary() {
        Map<String, String> labels = host.isClassic()
                ? Map.of()
                : Map.of(RunId.LABEL, options.runId().value());
        return new BuildRequest.Naming(List.of(), labels, false);
    }

    /** Log lines name the file without its folders: every line begins with it. */
    private static String shortName(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
