package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.CommandRunner;
import io.jenkins.plugins.multistagebuild.docker.ContextCommand;
import io.jenkins.plugins.multistagebuild.docker.Dispatch;
import io.jenkins.plugins.multistagebuild.docker.DispatchRun;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EngineException;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.HandOverRepository;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.docker.ImageReader;
import io.jenkins.plugins.multistagebuild.docker.PushedLayers;
import io.jenkins.plugins.multistagebuild.docker.RegistryImage;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.docker.Temporaries;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Something that is to be done for a run. Its end is told by an event. */
public sealed interface BuildAction extends Serializable {

    /**
     * Ask a host; answer {@link BuildEvent.Probed} or {@link BuildEvent.ProbeFailed}.
     *
     * @param engineNeeded whether a client with buildx, but without an engine, is of no use
     */
    record Probe(DockerHost host, EnginePreference preference, boolean engineNeeded) implements BuildAction {}

    /**
     * Ask one of several hosts; answer {@link BuildEvent.Surveyed} or {@link BuildEvent.SurveyFailed}.
     *
     * @param images images that the build needs
     */
    record Survey(DockerHost host, EnginePreference preference, List<String> images) implements BuildAction {

        public Survey {
            images = List.copyOf(images);
        }

        /** What a host is asked before it builds stages of a graph. */
        public static Survey of(StageGraph graph, EnginePreference preference, DockerHost host) {
            List<String> images = graph.neededStages().stream()
                    .flatMap(stage -> graph.stage(stage).externalImages().stream())
                    .distinct()
                    .toList();
            return new Survey(host, preference, images);
        }
    }

    /** Ask one of several hosts whether it is still there; answer {@link BuildEvent.Answered} or {@link BuildEvent.Silent}. */
    record Ask(DockerHost host) implements BuildAction {}

    /**
     * Send something from one host to another: what one command prints is what the other one reads, see
     * {@link DispatchRun}. Answer {@link BuildEvent.Sent}. The command that reads must not see the end of it if the other one
     * fails.
     *
     * @param unit number of the engine run
     * @param dispatch the commands
     * @param files what is to be written before, in the run's temporary folder or in folders there
     */
    record Send(int unit, Dispatch dispatch, List<NewFile> files) implements BuildAction {

        public Send {
            files = List.copyOf(files);
        }
    }

    /**
     * Start an engine run; answer {@link BuildEvent.Output} as it comes and {@link BuildEvent.Exited} in the end.
     *
     * @param unit number of the engine run
     * @param command the command
     * @param imageIdFile path of the file where the client leaves the id of the image; null where it makes none
     * @param files what is to be written before, in the run's temporary folder
     * @param context the same engine run with as much of the context as it needs; null where the client knows by itself
     * @param after commands that follow as long as each ends well; only where there is no such context
     */
    record Run(
            int unit,
            DockerCommand command,
            @CheckForNull String imageIdFile,
            List<NewFile> files,
            @CheckForNull ContextCommand context,
            List<DockerCommand> after)
            implements BuildAction {

        public Run {
            files = List.copyOf(files);
            after = List.copyOf(after);
        }

        /** An engine run for whose context its client sees. */
        public Run(int unit, DockerCommand command, @CheckForNull String imageIdFile, List<NewFile> files) {
            this(unit, command, imageIdFile, files, null, List.of());
        }
    }

    /**
     * A file on the client's machine.
     *
     * @param path its path
     * @param content its bytes
     */
    record NewFile(String path, byte[] content) implements Serializable {}

    /** End an engine run; it answers by its exit. */
    record Stop(int unit) implements BuildAction {}

    /**
     * Look at an image; answer {@link BuildEvent.ImageRead} or {@link BuildEvent.ImageFailed}.
     *
     * @param imageId the image
     * @param stageImages images of the stages on the way to it, of which only the size is asked
     * @param pushed where a builder pushed it, so that no engine has it; else null
     */
    record ReadImage(DockerHost host, String imageId, List<String> stageImages, @CheckForNull PushedByBuilder pushed)
            implements BuildAction {

        public ReadImage {
            stageImages = List.copyOf(stageImages);
        }

        /** The answer, found by short commands. */
        public BuildEvent answer(CommandRunner runner) throws InterruptedException {
            try {
                if (pushed != null) {
                    return new BuildEvent.ImageRead(
                            RegistryImage.read(host, runner, pushed.builder(), pushed.reference(), imageId), Map.of());
                }
                ImageReader.Told told = ImageReader.read(host, runner, imageId, stageImages);
                return new BuildEvent.ImageRead(told.image(), told.sizes());
            } catch (EngineException e) {
                return new BuildEvent.ImageFailed(e.getMessage());
            }
        }
    }

    /** A reference that an image was pushed to, and the buildx builder that did it. */
    record PushedByBuilder(String builder, String reference) implements Serializable {}

    /**
     * Look at an image that was pushed to hand it over; answer {@link BuildEvent.Weighed}. Nobody waits for that.
     *
     * @param number the push's number
     * @param reference the image, by its digest
     */
    record Weigh(DockerHost host, int number, String reference) implements BuildAction {

        /** The answer, found by a short command. */
        public BuildEvent answer(CommandRunner runner) throws InterruptedException {
            return new BuildEvent.Weighed(number, PushedLayers.sizes(host, runner, reference));
        }
    }

    /** Look into an image; answer {@link BuildEvent.Analyzed}, in the end also if it is stopped. */
    record Analyze(DockerHost host, ImageDetails image) implements BuildAction {}

    /** End the analysis; it answers like one that failed. */
    record StopAnalysis() implements BuildAction {}

    /** Tell {@link BuildEvent.Woken} at a time. */
    record Wake(Instant at) implements BuildAction {}

    /**
     * Remove temporary images; answer {@link BuildEvent.Cleaned}.
     *
     * @param handOvers whether images that travelled between hosts are among them
     * @param registry the repository by which they travelled; null where they did without one
     */
    record Clean(
            DockerHost host,
            RunId run,
            Temporaries.Whose whose,
            boolean handOvers,
            @CheckForNull HandOverRepository registry)
            implements BuildAction {

        /** Removal where nothing travels by a registry. */
        public Clean(DockerHost host, RunId run, Temporaries.Whose whose, boolean handOvers) {
            this(host, run, whose, handOvers, null);
        }

        /** The answer, after short commands have done it. */
        public BuildEvent.Cleaned answer(CommandRunner runner) throws InterruptedException {
            try {
                Temporaries.remove(host, runner, run, whose, handOvers, registry);
                return new BuildEvent.Cleaned(null);
            } catch (EngineException e) {
                return new BuildEvent.Cleaned(e.getMessage());
            }
        }
    }

    /**
     * Have so many hosts come as they can, each of which is told by {@link BuildEvent.Joined}; no event answers. The last
     * number asked for counts.
     */
    record Request(int hosts) implements BuildAction {}

    /**
     * Let a host go: nothing more is to be done there. No event answers.
     *
     * @param clean what removes temporary images before; null where the host is lost
     */
    record Release(DockerHost host, @CheckForNull Clean clean) implements BuildAction {}

    /** The run is over; its outcome is final. */
    record End() implements BuildAction {}
}
