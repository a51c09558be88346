package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerEndpoint;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The parameters of the step that name credentials: where to build, which registries to log in to, what commands may read.
 * What each means is told by its help text.
 */
public abstract class AccessParameters extends RunParameters {

    /** How many agents build at once where nothing else is asked for. */
    static final int DEFAULT_AT_MOST = 4;

    private static final long serialVersionUID = 1L;

    private ArrayList<BuildSecret> secrets = new ArrayList<>();
    private ArrayList<Endpoint> registries = new ArrayList<>();
    private ArrayList<Endpoint> hosts = new ArrayList<>();
    private @CheckForNull String agents;
    private int atMost = DEFAULT_AT_MOST;
    private @CheckForNull String stash;
    private @CheckForNull String handOverRegistry;

    public List<BuildSecret> getSecrets() {
        return secrets;
    }

    @DataBoundSetter
    public void setSecrets(@CheckForNull List<BuildSecret> secrets) {
        this.secrets = secrets == null ? new ArrayList<>() : new ArrayList<>(secrets);
    }

    public List<DockerRegistryEndpoint> getRegistries() {
        return registries.stream()
                .map(each -> new DockerRegistryEndpoint(each.address(), each.credentialsId()))
                .toList();
    }

    @DataBoundSetter
    public void setRegistries(@CheckForNull List<DockerRegistryEndpoint> registries) {
        this.registries = new ArrayList<>();
        if (registries != null) {
            registries.forEach(each -> this.registries.add(new Endpoint(each.getUrl(), each.getCredentialsId())));
        }
    }

    public List<DockerServerEndpoint> getHosts() {
        return hosts.stream()
                .map(each -> new DockerServerEndpoint(each.address(), each.credentialsId()))
                .toList();
    }

    @DataBoundSetter
    public void setHosts(@CheckForNull List<DockerServerEndpoint> hosts) {
        this.hosts = new ArrayList<>();
        if (hosts != null) {
            hosts.forEach(each -> this.hosts.add(new Endpoint(each.getUri(), each.getCredentialsId())));
        }
    }

    @CheckForNull
    public String getAgents() {
        return agents;
    }

    @DataBoundSetter
    public void setAgents(@CheckForNull String agents) {
        this.agents = Util.fixEmptyAndTrim(agents);
    }

    public int getAtMost() {
        return atMost;
    }

    @DataBoundSetter
    public void setAtMost(int atMost) {
        this.atMost = atMost;
    }

    @CheckForNull
    public String getStash() {
        return stash;
    }

    @DataBoundSetter
    public void setStash(@CheckForNull String stash) {
        this.stash = Util.fixEmptyAndTrim(stash);
    }

    @CheckForNull
    public String getHandOverRegistry() {
        return handOverRegistry;
    }

    @DataBoundSetter
    public void setHandOverRegistry(@CheckForNull String handOverRegistry) {
        this.handOverRegistry = Util.fixEmptyAndTrim(handOverRegistry);
    }
}
