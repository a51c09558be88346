package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import java.io.Serializable;

/**
 * What a run is to do besides what the graph says.
 *
 * @param hosts where to build
 * @param preference which builder to use
 * @param request what is asked of the engine for the final image; its target is the one that the graph was read for
 * @param temporaryFolder folder on the client's machine, for this run alone; who made it removes it
 * @param source bytes of the Dockerfile that the graph was read from
 * @param runId what temporary images are labelled with
 * @param rules how the run goes on
 */
public record BuildOptions(
        BuildHosts hosts,
        EnginePreference preference,
        BuildRequest request,
        String temporaryFolder,
        byte[] source,
        RunId runId,
        RunRules rules)
        implements Serializable {

    /** Options of a run on one host. */
    public BuildOptions(
            DockerHost host,
            EnginePreference preference,
            BuildRequest request,
            String temporaryFolder,
            byte[] source,
            RunId runId,
            RunRules rules) {
        this(BuildHosts.of(host), preference, request, temporaryFolder, source, runId, rules);
    }

    /** Options of an ordinary run on one host. */
    public BuildOptions(
            DockerHost host, EnginePreference preference, BuildRequest request, String temporaryFolder, byte[] source) {
        this(host, preference, request, temporaryFolder, source, RunId.create(), RunRules.DEFAULT);
    }

    /** The same with other rules. */
    public BuildOptions withRules(RunRules other) {
        return new BuildOptions(hosts, preference, request, temporaryFolder, source, runId, other);
    }

    /** The same on other hosts. */
    public BuildOptions withHosts(BuildHosts others) {
        return new BuildOptions(others, preference, request, temporaryFolder, source, runId, rules);
    }
}
