package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import java.io.Serializable;

/**
 * What a run is to do besides what the graph says.
 *
 * @param host where to build
 * @param preference which builder to use
 * @param request what is asked of the engine for the final image; its target is the one that the graph was read for
 * @param temporaryFolder folder on the client's machine, for this run alone; who made it removes it
 */
public record BuildOptions(DockerHost host, EnginePreference preference, BuildRequest request, String temporaryFolder)
        implements Serializable {}
