package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The parameters of the step that {@code docker build} has too: what becomes of the image, what goes into it, and how it is
 * built. What each means is told by its help text.
 */
public abstract class DockerBuildParameters extends Step implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String AUTO = "auto";

    private ArrayList<String> tags = new ArrayList<>();
    private ArrayList<String> cacheFrom = new ArrayList<>();
    private ArrayList<String> cacheTo = new ArrayList<>();
    private ArrayList<String> noCacheFilter = new ArrayList<>();
    private ArrayList<String> addHosts = new ArrayList<>();
    private ArrayList<String> ulimits = new ArrayList<>();
    private ArrayList<String> allow = new ArrayList<>();
    private LinkedHashMap<String, String> buildArgs = new LinkedHashMap<>();
    private LinkedHashMap<String, String> labels = new LinkedHashMap<>();
    private LinkedHashMap<String, String> buildContexts = new LinkedHashMap<>();
    private @CheckForNull String engine;
    private @CheckForNull String builder;
    private @CheckForNull String platform;
    private @CheckForNull String network;
    private @CheckForNull String shmSize;
    private @CheckForNull String toolName;
    private boolean push;
    private boolean noCache;
    private boolean pull;

    public List<String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(@CheckForNull List<String> tags) {
        this.tags = Lines.of(tags);
    }

    public List<String> getCacheFrom() {
        return cacheFrom;
    }

    @DataBoundSetter
    public void setCacheFrom(@CheckForNull List<String> cacheFrom) {
        this.cacheFrom = Lines.of(cacheFrom);
    }

    public List<String> getCacheTo() {
        return cacheTo;
    }

    @DataBoundSetter
    public void setCacheTo(@CheckForNull List<String> cacheTo) {
        this.cacheTo = Lines.of(cacheTo);
    }

    public List<String> getNoCacheFilter() {
        return noCacheFilter;
    }

    @DataBoundSetter
    public void setNoCacheFilter(@CheckForNull List<String> noCacheFilter) {
        this.noCacheFilter = Lines.of(noCacheFilter);
    }

    public List<String> getAddHosts() {
        return addHosts;
    }

    @DataBoundSetter
    public void setAddHosts(@CheckForNull List<String> addHosts) {
        this.addHosts = Lines.of(addHosts);
    }

    public List<String> getUlimits() {
        return ulimits;
    }

    @DataBoundSetter
    public void setUlimits(@CheckForNull List<String> ulimits) {
        this.ulimits = Lines.of(ulimits);
    }

    public List<String> getAllow() {
        return allow;
    }

    @DataBoundSetter
    public void setAllow(@CheckForNull List<String> allow) {
        this.allow = Lines.of(allow);
    }

    public Map<String, String> getBuildArgs() {
        return buildArgs;
    }

    @DataBoundSetter
    public void setBuildArgs(@CheckForNull Map<String, String> buildArgs) {
        this.buildArgs = copy(buildArgs);
    }

    public Map<String, String> getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(@CheckForNull Map<String, String> labels) {
        this.labels = copy(labels);
    }

    public Map<String, String> getBuildContexts() {
        return buildContexts;
    }

    @DataBoundSetter
    public void setBuildContexts(@CheckForNull Map<String, String> buildContexts) {
        this.buildContexts = copy(buildContexts);
    }

    @CheckForNull
    public String getEngine() {
        return engine;
    }

    @DataBoundSetter
    public void setEngine(@CheckForNull String engine) {
        this.engine = AUTO.equals(engine) ? null : Util.fixEmptyAndTrim(engine);
    }

    @CheckForNull
    public String getBuilder() {
        return builder;
    }

    @DataBoundSetter
    public void setBuilder(@CheckForNull String builder) {
        this.builder = Util.fixEmptyAndTrim(builder);
    }

    @CheckForNull
    public String getPlatform() {
        return platform;
    }

    @DataBoundSetter
    public void setPlatform(@CheckForNull String platform) {
        this.platform = Util.fixEmptyAndTrim(platform);
    }

    @CheckForNull
    public String getNetwork() {
        return network;
    }

    @DataBoundSetter
    public void setNetwork(@CheckForNull String network) {
        this.network = Util.fixEmptyAndTrim(network);
    }

    @CheckForNull
    public String getShmSize() {
        return shmSize;
    }

    @DataBoundSetter
    public void setShmSize(@CheckForNull String shmSize) {
        this.shmSize = Util.fixEmptyAndTrim(shmSize);
    }

    @CheckForNull
    public String getToolName() {
        return toolName;
    }

    @DataBoundSetter
    public void setToolName(@CheckForNull String toolName) {
        this.toolName = Util.fixEmptyAndTrim(toolName);
    }

    public boolean isPush() {
        return push;
    }

    @DataBoundSetter
    public void setPush(boolean push) {
        this.push = push;
    }

    public boolean isNoCache() {
        return noCache;
    }

    @DataBoundSetter
    public void setNoCache(boolean noCache) {
        this.noCache = noCache;
    }

    public boolean isPull() {
        return pull;
    }

    @DataBoundSetter
    public void setPull(boolean pull) {
        this.pull = pull;
    }

    /** Which builder the user wants. */
    EnginePreference preference() {
        return engine == null ? EnginePreference.AUTO : EnginePreference.valueOf(engine.toUpperCase(Locale.ROOT));
    }

    /**
     * All of it in the terms of an engine run.
     *
     * @param secrets values for {@code --secret}
     */
    BuildRequest request(String dockerfilePath, String contextPath, List<String> secrets) {
        BuildRequest.Inputs none = BuildRequest.Inputs.NONE;
        return BuildRequest.of(dockerfilePath, contextPath)
                .withNaming(new BuildRequest.Naming(tags, labels, push))
                .withInputs(new BuildRequest.Inputs(buildArgs, secrets, none.ssh(), buildContexts))
                .withCache(new BuildRequest.Cache(noCache, noCacheFilter, cacheFrom, cacheTo))
                .withContainers(new BuildRequest.Containers(network, addHosts, ulimits, shmSize, allow))
                .withSwitches(new BuildRequest.Switches(platform, builder, pull));
    }

    private static LinkedHashMap<String, String> copy(@CheckForNull Map<String, String> map) {
        return map == null ? new LinkedHashMap<>() : new LinkedHashMap<>(map);
    }
}
