package org.jenkinsci.plugins.durabletask;

/** Declaration of the Jenkins type of this name. */
public final class BourneShellScript extends FileMonitoringTask {
    public BourneShellScript(String script) {
        throw null;
    }
}
