package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.BuildCommand;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.Dispatch;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.HandOverRepository;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import io.jenkins.plugins.multistagebuild.plan.HandOverPaths;
import io.jenkins.plugins.multistagebuild.plan.UnitDockerfile;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes hand-overs. Paths are put into a closing stage of nothing else, by an engine run that finds all before it in the
 * cache; BuildKit prints that stage as an archive, which the other host imports. The classic builder makes an image of it,
 * which is saved and loaded like one that is handed over as a whole. Through a registry all goes as images.
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
     * A hand-over from host to host.
     *
     * @param number the engine run's number
     * @param name the name of the image that it becomes
     * @param images images of other units' stages that stand for these, for the unit that built the stage
     */
    BuildAction.Send send(int number, HandOver what, String name, Map<Integer, String> images) {
        if (from.isClassic() || isWhole(what)) {
            BuildAction.Run image = image(number, what, name, images, List.of());
            Dispatch dispatch = Dispatch.ofImage(image.command(), from.host(), to.host(), name, options.runId());
            return new BuildAction.Send(number, dispatch, image.files());
        }
        UnitDockerfile text = text(what, images);
        DockerCommand export = BuildCommand.toArchive(from.host(), from.engine(), request(number, text, what));
        Dispatch dispatch = Dispatch.ofFiles(export, to.host(), to.engine().platform(), name, options.runId());
        return new BuildAction.Send(number, dispatch, files(number, text));
    }

    /**
     * The part of a hand-over through a registry that the host does which has it.
     *
     * @param number the engine run's number
     * @param images as for {@link #send}
     */
    BuildAction.Run push(int number, HandOver what, Publication publication, Map<Integer, String> images) {
        String name = repository().image(options.runId(), publication.number());
        BuildAction.Run image =
                image(number, what, name, images, List.of(from.host().command("push", name)));
        return from.engine().flavour() == Flavour.BUILDX
                ? new BuildAction.Run(number, plain(image.command()), null, image.files(), null, image.after())
                : image;
    }

    /** Without attestations, with which containerd's image store would make an index of it that older engines do not know. */
    private static DockerCommand plain(DockerCommand build) {
        Map<String, String> environment = new LinkedHashMap<>(build.environment());
        environment.put("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
        return new DockerCommand(build.arguments(), environment);
    }

    /**
     * The part of a hand-over through a registry that the host does which needs it. By its tag, so that nothing without the
     * run's id is left if this is cut short; what is taken is nevertheless what was pushed, known by its digest.
     *
     * @param number the engine run's number
     * @param name the name of the image that it becomes
     */
    BuildAction.Run pull(int number, Publication publication, String name) {
        String tagged = repository().image(options.runId(), publication.number());
        String pushed = repository().withDigest(publication.digest());
        return new BuildAction.Run(
                number,
                to.host().command("pull", tagged),
                null,
                List.of(),
                null,
                List.of(to.host().command("tag", pushed, name)));
    }

    private HandOverRepository repository() {
        return Objects.requireNonNull(options.hosts().registry(), "nothing is pushed where no registry is given");
    }

    private static boolean isWhole(HandOver what) {
        return what.image() || new HandOverPaths(what.paths()).isAll();
    }

    /** Makes an image of what is handed over, or gives a name to the one that there is. */
    private BuildAction.Run image(
            int number, HandOver what, String name, Map<Integer, String> images, List<DockerCommand> after) {
        if (from.isClassic()) {
            String stage =
                    Objects.requireNonNull(images.get(what.stage()), "a stage is built before it is handed over");
            return isWhole(what)
                    ? new BuildAction.Run(number, from.host().command("tag", stage, name), null, List.of(), null, after)
                    : classicPaths(number, new HandOverPaths(what.paths()), name, stage, after);
        }
        UnitDockerfile text = text(what, images);
        Map<String, String> labels = isWhole(what) ? Map.of() : label();
        BuildRequest request =
                request(number, text, what).withNaming(new BuildRequest.Naming(List.of(name), labels, false));
        DockerCommand command = BuildCommand.of(from.host(), from.engine(), request, path(number) + ".iid");
        return new BuildAction.Run(number, command, null, files(number, text), null, after);
    }

    private String path(int number) {
        return options.temporaryFolder() + "/send-" + number;
    }

    private Map<String, String> label() {
        return Map.of(RunId.LABEL, options.runId().value());
    }

    private UnitDockerfile text(HandOver what, Map<Integer, String> images) {
        UnitDockerfile text = new UnitDockerfile(graph, options.source()).replace(images);
        return isWhole(what) ? text : text.closeWith(what.stage(), what.paths());
    }

    private List<BuildAction.NewFile> files(int number, UnitDockerfile text) {
        return new UnitCommands(graph, options, from).files(path(number) + ".Dockerfile", text.text());
    }

    /** What is asked of BuildKit; before the text is taken, since a stage without a name gets one. */
    private BuildRequest request(int number, UnitDockerfile text, HandOver what) {
        BuildRequest asked = options.request();
        return new FreshCache(graph, options, from.engine())
                .forHandOver(asked)
                .withDockerfile(path(number) + ".Dockerfile")
                .withTarget(isWhole(what) ? text.name(what.stage()) : UnitDockerfile.CLOSING_STAGE)
                .withNaming(BuildRequest.Naming.NONE)
                .withSwitches(new BuildRequest.Switches(
                        asked.switches().platform(), asked.switches().builder(), false));
    }

    /** The folder of the Dockerfile is all the context that it needs; to copy it once more is no more work than to look. */
    private BuildAction.Run classicPaths(
            int number, HandOverPaths paths, String name, String stage, List<DockerCommand> after) {
        String folder = path(number);
        String text = "FROM scratch\n" + paths.copies(stage, '\\', false);
        BuildRequest request = BuildRequest.of(folder + "/Dockerfile", folder)
                .withNaming(new BuildRequest.Naming(List.of(name), label(), false))
                .withCache(new BuildRequest.Cache(true, List.of(), List.of(), List.of()));
        return new BuildAction.Run(
                number,
                BuildCommand.of(from.host(), from.engine(), request, folder + ".iid"),
                null,
                List.of(new BuildAction.NewFile(folder + "/Dockerfile", text.getBytes(StandardCharsets.UTF_8))),
                null,
                after);
    }
}
