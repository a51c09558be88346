package org.jenkinsci.plugins.docker.commons.tools;

import hudson.EnvVars;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.io.IOException;

/** Declaration of the Jenkins type of this name. */
public class DockerTool {
    private DockerTool() {
        throw null;
    }

    public String getName() {
        throw null;
    }

    public static String getExecutable(String name, Node node, TaskListener listener, EnvVars env)
            throws IOException, InterruptedException {
        throw null;
    }

    /** Declaration of the Jenkins type of this name. */
    public static class DescriptorImpl {
        private DescriptorImpl() {
            throw null;
        }

        public DockerTool[] getInstallations() {
            throw null;
        }
    }
}
