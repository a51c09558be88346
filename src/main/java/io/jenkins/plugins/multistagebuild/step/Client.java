package io.jenkins.plugins.multistagebuild.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.config.MultiStageBuildConfiguration;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.plugins.docker.commons.tools.DockerTool;

/** The docker client that an agent's commands are. */
final class Client {

    private Client() {}

    /**
     * Path or name of the client on an agent.
     *
     * @param env variables of commands there
     * @throws AbortException if the Docker installation is unknown that the step names, or else the controller's configuration
     */
    static String find(MultiStageBuildStep step, Site site, EnvVars env, TaskListener listener)
            throws IOException, InterruptedException {
        String asked = step.getToolName();
        String tool = asked == null ? MultiStageBuildConfiguration.get().getToolName() : asked;
        if (tool != null) {
            require(tool, asked == null ? "toolName of the controller's configuration" : Parameter.TOOL_NAME.key());
        }
        return DockerTool.getExecutable(tool, site.node(), listener, env);
    }

    /** An unknown one would be passed over in favour of whatever is called docker on the agent. */
    private static void require(String tool, String parameter) throws AbortException {
        List<String> known = Arrays.stream(ExtensionList.lookupSingleton(DockerTool.DescriptorImpl.class)
                        .getInstallations())
                .map(each -> each.getName())
                .toList();
        if (!known.contains(tool)) {
            throw new AbortException(MultiStageBuildStep.FUNCTION + ": " + parameter
                    + ": there is no Docker installation '" + tool + "'; "
                    + (known.isEmpty() ? "there is none at all" : "there are " + String.join(", ", known))
                    + "; add it under Manage Jenkins › Tools, or leave toolName off, which takes docker from the agent's"
                    + " path");
        }
    }
}
