package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import java.io.Serializable;

/** Something that is to be done for a run. Its end is told by an event. */
public sealed interface BuildAction extends Serializable {

    /** Ask a host; answer {@link BuildEvent.Probed} or {@link BuildEvent.ProbeFailed}. */
    record Probe(DockerHost host, EnginePreference preference) implements BuildAction {}

    /**
     * Start an engine run; answer {@link BuildEvent.Output} as it comes and {@link BuildEvent.Exited} in the end.
     *
     * @param unit index of the unit
     * @param command the command
     * @param imageIdFile path of the file where the client leaves the id of the image
     */
    record Run(int unit, DockerCommand command, String imageIdFile) implements BuildAction {}

    /** End an engine run; it answers by its exit. */
    record Stop(int unit) implements BuildAction {}

    /** Look at an image; answer {@link BuildEvent.ImageRead} or {@link BuildEvent.ImageFailed}. */
    record ReadImage(DockerHost host, String imageId) implements BuildAction {}

    /** The run is over; its outcome is final. */
    record End() implements BuildAction {}
}
