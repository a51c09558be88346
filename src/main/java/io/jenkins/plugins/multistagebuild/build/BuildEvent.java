package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.HostSurvey;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import java.io.Serializable;
import java.util.Map;

/** Something that happened, as the one who carries out the actions tells it to the run. */
public sealed interface BuildEvent {

    /** The run is to begin. */
    record Begin() implements BuildEvent {}

    /** The host has been asked. */
    record Probed(Engine engine) implements BuildEvent {}

    /** The host could not be asked, or can't do what is needed. */
    record ProbeFailed(String message) implements BuildEvent {}

    /**
     * One of several hosts has been asked.
     *
     * @param freeBytes room on its disk; {@link Long#MAX_VALUE} where nobody tells
     */
    record Surveyed(String host, HostSurvey survey, long freeBytes) implements BuildEvent {}

    /** One of several hosts could not be asked, or can't do what is needed. */
    record SurveyFailed(String host, String message) implements BuildEvent {}

    /** A further host has come, under a name that no other one has had. It is asked before it builds anything. */
    record Joined(DockerHost host) implements BuildEvent {}

    /** One of several hosts is still there. */
    record Answered(String host) implements BuildEvent {}

    /** One of several hosts does not answer any more. */
    record Silent(String host, String message) implements BuildEvent {}

    /**
     * Something has been sent from one host to another, or could not be.
     *
     * @param unit number of the engine run
     * @param bytes how much went over
     * @param size how much it would have been with nothing of it there
     * @param problem the last that a failing command said; null where all went well
     */
    record Sent(int unit, long bytes, long size, @CheckForNull String problem) implements BuildEvent, Serializable {

        /** Something of which nothing was there. */
        public Sent(int unit, long bytes, @CheckForNull String problem) {
            this(unit, bytes, bytes, problem);
        }
    }

    /**
     * An image that was pushed to hand it over has been looked at.
     *
     * @param number the push's number
     * @param layers bytes of its layers in the registry, by digest; null where nobody tells
     */
    record Weighed(int number, @CheckForNull Map<String, Long> layers) implements BuildEvent {}

    /** An engine run printed something; {@code bytes} from {@code offset}, {@code length} of them. */
    record Output(int unit, byte[] bytes, int offset, int length) implements BuildEvent {}

    /**
     * An engine run ended, and all that it printed has been told.
     *
     * @param imageId content of the file that the engine run was to write; null where there is none
     */
    record Exited(int unit, int exitStatus, @CheckForNull String imageId) implements BuildEvent, Serializable {}

    /** An engine run could not be started, or was lost. */
    record Lost(int unit, String message) implements BuildEvent {}

    /**
     * The final image has been looked at.
     *
     * @param sizes bytes of the stages' images by id; those that the engine has no more are left out
     */
    record ImageRead(ImageDetails image, Map<String, Long> sizes) implements BuildEvent {

        public ImageRead {
            sizes = Map.copyOf(sizes);
        }
    }

    /** The final image could not be looked at. */
    record ImageFailed(String message) implements BuildEvent, Serializable {}

    /** The final image has been looked into, or could not be. */
    record Analyzed(Analysis analysis) implements BuildEvent {}

    /** A time has come. */
    record Woken() implements BuildEvent {}

    /**
     * Temporary images have been removed.
     *
     * @param problem why they could not be; null where they could
     */
    record Cleaned(@CheckForNull String problem) implements BuildEvent {}

    /** The run is to end now. */
    record Abort(String reason) implements BuildEvent {}
}
