package hudson.util;

import hudson.EnvVars;

/** Declaration of the Jenkins type of this name. */
public abstract class ProcessTree implements Iterable<ProcessTree.OSProcess> {
    public static ProcessTree get() {
        throw null;
    }

    public abstract class OSProcess {
        public final int getPid() {
            throw null;
        }

        public abstract EnvVars getEnvironmentVariables();
    }
}
