package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;

/** The final image without what the engine made of itself. */
final class WrittenImage {

    private WrittenImage() {}

    /** The classic builder executes {@code --label} as one more instruction, of which the file knows nothing. */
    static ImageDetails of(ImageDetails read, BuildRequest request, Engine engine) {
        int last = read.layers().size() - 1;
        boolean labelled = engine.flavour() == Flavour.CLASSIC
                && !request.naming().labels().isEmpty()
                && last >= 0
                && read.layers().get(last).createdBy().contains("#(nop)  LABEL ");
        return labelled
                ? new ImageDetails(
                        read.id(),
                        read.digest(),
                        read.sizeBytes(),
                        read.layers().subList(0, last),
                        read.layerDigests())
                : read;
    }
}
