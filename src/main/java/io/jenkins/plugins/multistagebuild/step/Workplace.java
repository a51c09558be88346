package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import java.io.IOException;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.FilePathUtils;

/**
 * Where the step works, in words that survive a restart.
 *
 * @param node name of the agent
 * @param directory absolute path of the current directory
 * @param temporary absolute path of this step's own temporary directory
 */
record Workplace(String node, String directory, String temporary) implements Serializable {

    /** The directory; null while the agent is not connected. */
    @CheckForNull
    FilePath find() {
        return FilePathUtils.find(node, directory);
    }

    /** What people call the agent. */
    String nodeName() {
        return node.isEmpty() ? "built-in" : node;
    }

    /** Removes what the step left on the agent, if that is connected. */
    void clear() throws IOException, InterruptedException {
        FilePath path = FilePathUtils.find(node, temporary);
        if (path != null) {
            path.deleteRecursive();
        }
    }
}
