package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.page.StepSummary;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A step that ended without a report, for example since Pipeline gave it up by force. */
final class Broken {

    private static final Logger LOGGER = Logger.getLogger(Broken.class.getName());

    private Broken() {}

    /** Lets no page show it as running any longer. */
    static void note(@CheckForNull Run<?, ?> run, String id, boolean stopped) {
        if (run == null) {
            return;
        }
        try {
            MultiStageBuildAction.end(run, id, stopped ? "aborted" : "failure", StepSummary.GIVEN_UP);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "could not note the end of step " + id + " in " + run);
        }
    }
}
