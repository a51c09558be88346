package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Where the step works, in words that survive a restart.
 *
 * @param node name of the agent
 * @param directory absolute path of the current directory
 * @param temporary absolute path of this step's own temporary directory
 * @param cache absolute path of the directory for what later builds on the agent may use again; it need not be there
 */
record Workplace(String node, String directory, String temporary, String cache) implements Serializable {

    private static final Logger LOGGER = Logger.getLogger(Workplace.class.getName());

    /** The directory; null while the agent is not connected. */
    @CheckForNull
    FilePath find() {
        return FilePathUtils.find(node, directory);
    }

    /** What people call the agent. */
    String nodeName() {
        return node.isEmpty() ? "built-in" : node;
    }

    /** After a failure of our own: ends what still runs at a place and removes what lies there, as far as possible. */
    static void leave(@CheckForNull Workplace place, List<EngineRun> runs, StepContext context) {
        if (place == null) {
            return;
        }
        try {
            runs.forEach(run -> Halts.end(run, place, context, () -> {}));
            Remains.clear(place);
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "could not leave " + place + " in order");
        }
    }
}
