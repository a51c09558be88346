package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * What the agent found in the workspace: the Dockerfile's text and where file and context really are.
 *
 * @param text the Dockerfile's bytes; empty where there is a problem
 * @param dockerfilePath absolute path of the Dockerfile on the agent
 * @param contextPath absolute path of the context on the agent
 * @param ignore what lies beside the Dockerfile as {@code <its name>.dockerignore}; null where nothing does
 * @param platform the platform of the agent
 * @param problem what is wrong, in words for the user; null where nothing is
 */
record BuildSources(
        byte[] text,
        String dockerfilePath,
        String contextPath,
        @CheckForNull byte[] ignore,
        String platform,
        @CheckForNull String problem)
        implements Serializable {

    static BuildSources refused(String problem) {
        return new BuildSources(new byte[0], "", "", null, "", problem);
    }
}
