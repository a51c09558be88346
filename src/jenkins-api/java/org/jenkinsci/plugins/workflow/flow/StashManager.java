package org.jenkinsci.plugins.workflow.flow;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;

/** Declaration of the Jenkins type of this name. */
public class StashManager {
    private StashManager() {
        throw null;
    }

    public static void stash(
            Run<?, ?> build,
            String name,
            FilePath workspace,
            Launcher launcher,
            EnvVars env,
            TaskListener listener,
            String includes,
            String excludes,
            boolean useDefaultExcludes,
            boolean allowEmpty)
            throws IOException, InterruptedException {
        throw null;
    }

    public static void unstash(
            Run<?, ?> build, String name, FilePath workspace, Launcher launcher, EnvVars env, TaskListener listener)
            throws IOException, InterruptedException {
        throw null;
    }
}
