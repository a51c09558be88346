package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.BuildCommand;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.Dispatch;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import io.jenkins.plugins.multistagebuild.plan.HandOverPaths;
import io.jenkins.plugins.multistagebuild.plan.UnitDockerfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes hand-overs. Paths are put into a closing stage of nothing else, by an engine run that finds all before it in the
 * cache; BuildKit prints that stage as an archive, which the other host imports. The classic builder makes an image of it,
 * which is saved and loaded like one that is handed over as a whole.
 */
final class HandOverCommands {

    private final StageGraph graph;
    private final BuildOptions options;
    private final HostRun from;
    private final HostRun to;

    HandOverCommands(StageGraph graph, BuildOptions options, HostRun from, HostRun to) {
        this.graph = graph;
        this.options = options;
        this.from = from;
        this.to = to;
    }

    /**
     * A hand-over.
     *
     * @param number the engine run's number
     * @param name the name of the image that it becomes
     * @param images images of other units' stages that stand for these, for the unit that built the stage
     */
    BuildAction.Send send(int number, HandOver what, String name, Map<Integer, String> images) {
        String path = options.temporaryFolder() + "/send-" + number;
        HandOverPaths paths = new HandOverPaths(what.paths());
        boolean whole = what.image() || paths.isAll();
        if (from.isClassic()) {
            String image =
                    Objects.requireNonNull(images.get(what.stage()), "a stage is built before it is handed over");
            return whole
                    ? saved(number, from.host().command("tag", image, name), name, List.of())
                    : classicPaths(number, path, paths, name, image);
        }
        UnitDockerfile text = new UnitDockerfile(graph, options.source()).replace(images);
        String target = whole ? text.name(what.stage()) : UnitDockerfile.CLOSING_STAGE;
        if (!whole) {
            text.closeWith(what.stage(), what.paths());
        }
        BuildRequest asked = options.request();
        BuildRequest request = new FreshCache(graph, options, from.engine())
                .forHandOver(asked)
                .withDockerfile(path + ".Dockerfile")
                .withTarget(target)
                .withNaming(whole ? new BuildRequest.Naming(List.of(name), Map.of(), false) : BuildRequest.Naming.NONE)
                .withSwitches(new BuildRequest.Switches(
                        asked.switches().platform(), asked.switches().builder(), false));
        List<BuildAction.NewFile> files =
                new UnitCommands(graph, options, from).files(path + ".Dockerfile", text.text());
        if (whole) {
            return saved(number, BuildCommand.of(from.host(), from.engine(), request, path + ".iid"), name, files);
        }
        DockerCommand export = BuildCommand.toArchive(from.host(), from.engine(), request);
        Dispatch dispatch = Dispatch.ofFiles(export, to.host(), to.engine().platform(), name, options.runId());
        return new BuildAction.Send(number, dispatch, files);
    }

    /** The folder of the Dockerfile is all the context that it needs; to copy it once more is no more work than to look. */
    private BuildAction.Send classicPaths(int number, String folder, HandOverPaths paths, String name, String image) {
        String text = "FROM scratch\n" + paths.copies(image, '\\', false);
        Map<String, String> label = Map.of(RunId.LABEL, options.runId().value());
        BuildRequest request = BuildRequest.of(folder + "/Dockerfile", folder)
                .withNaming(new BuildRequest.Naming(List.of(name), label, false))
                .withCache(new BuildRequest.Cache(true, List.of(), List.of(), List.of()));
        return saved(
                number,
                BuildCommand.of(from.host(), from.engine(), request, folder + ".iid"),
                name,
                List.of(new BuildAction.NewFile(folder + "/Dockerfile", text.getBytes(StandardCharsets.UTF_8))));
    }

    private BuildAction.Send saved(
            int number, DockerCommand preparation, String name, List<BuildAction.NewFile> files) {
        Dispatch dispatch = Dispatch.ofImage(preparation, from.host(), to.host(), name, options.runId());
        return new BuildAction.Send(number, dispatch, files);
    }
}
