package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.multistagebuild.docker.CommandResult;
import io.jenkins.plugins.multistagebuild.docker.CommandRunner;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.ImageReader;
import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.docker.commons.fingerprint.DockerFingerprints;

/**
 * Notes as fingerprints which build made an image, and of which base image, so that other plugins find its way. Images are
 * named by id. A base image that the engine does not keep, as BuildKit's builders do, is left out.
 */
final class Provenance {

    private static final Logger LOGGER = Logger.getLogger(Provenance.class.getName());

    private Provenance() {}

    /** The id of the target's base image; null where it has none, or the engine does not know it. */
    @CheckForNull
    static String baseId(StageGraph graph, DockerHost host, CommandRunner runner) throws InterruptedException {
        Base base = graph.stage(graph.target()).base();
        for (Integer below = base.stage(); below != null; below = base.stage()) {
            base = graph.stage(below).base();
        }
        if (base.kind() != Base.Kind.IMAGE) {
            return null;
        }
        try {
            CommandResult answer =
                    runner.run(host.command("image", "inspect", "--format", "{{.Id}}", "--", base.ref()));
            String id = answer.out().strip();
            return answer.exitStatus() == 0 && ImageReader.isDigest(id) ? id : null;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the base image is not known");
            return null;
        }
    }

    /** The images that the needed stages name. */
    static List<String> bases(StageGraph graph, Mask mask) throws IOException, InterruptedException {
        Set<String> bases = new TreeSet<>();
        for (int stage : graph.neededStages()) {
            for (String image : graph.stage(stage).externalImages()) {
                bases.add(mask.text(image));
            }
        }
        return List.copyOf(bases);
    }

    /**
     * Notes it.
     *
     * @param baseId id of the base image; null where none is known
     */
    static void note(Run<?, ?> run, String imageId, @CheckForNull String baseId) {
        try {
            DockerFingerprints.addFromFacet(baseId, imageId, run);
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, e, () -> "no fingerprint of " + imageId + " could be kept for " + run);
        }
    }
}
