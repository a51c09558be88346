package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.multistagebuild.build.Durations;
import io.jenkins.plugins.multistagebuild.build.RunRules;
import io.jenkins.plugins.multistagebuild.report.Gate;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The parameters of the step that say how the run goes on, what is found out about it, and what limits it has to keep.
 * What each means is told by its help text.
 */
public abstract class RunParameters extends DockerBuildParameters {

    private static final long serialVersionUID = 1L;

    private int jobs = RunRules.DEFAULT.jobs();
    private boolean failFast = true;
    private int retries;
    private boolean retryCommands;
    private @CheckForNull String stageTimeout;
    private boolean analyze;
    private boolean failOnLint;
    private @CheckForNull String maxImageSize;
    private @CheckForNull String maxSizeIncrease;
    private @CheckForNull String minEfficiency;
    private @CheckForNull String maxWastedBytes;
    private @CheckForNull String maxDuration;

    public int getJobs() {
        return jobs;
    }

    @DataBoundSetter
    public void setJobs(int jobs) {
        this.jobs = jobs;
    }

    public boolean isFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public int getRetries() {
        return retries;
    }

    @DataBoundSetter
    public void setRetries(int retries) {
        this.retries = retries;
    }

    public boolean isRetryCommands() {
        return retryCommands;
    }

    @DataBoundSetter
    public void setRetryCommands(boolean retryCommands) {
        this.retryCommands = retryCommands;
    }

    @CheckForNull
    public String getStageTimeout() {
        return stageTimeout;
    }

    @DataBoundSetter
    public void setStageTimeout(@CheckForNull String stageTimeout) {
        this.stageTimeout = Util.fixEmptyAndTrim(stageTimeout);
    }

    @CheckForNull
    public String getMaxImageSize() {
        return maxImageSize;
    }

    @DataBoundSetter
    public void setMaxImageSize(@CheckForNull String maxImageSize) {
        this.maxImageSize = Util.fixEmptyAndTrim(maxImageSize);
    }

    @CheckForNull
    public String getMaxSizeIncrease() {
        return maxSizeIncrease;
    }

    @DataBoundSetter
    public void setMaxSizeIncrease(@CheckForNull String maxSizeIncrease) {
        this.maxSizeIncrease = Util.fixEmptyAndTrim(maxSizeIncrease);
    }

    @CheckForNull
    public String getMinEfficiency() {
        return minEfficiency;
    }

    @DataBoundSetter
    public void setMinEfficiency(@CheckForNull String minEfficiency) {
        this.minEfficiency = Util.fixEmptyAndTrim(minEfficiency);
    }

    @CheckForNull
    public String getMaxWastedBytes() {
        return maxWastedBytes;
    }

    @DataBoundSetter
    public void setMaxWastedBytes(@CheckForNull String maxWastedBytes) {
        this.maxWastedBytes = Util.fixEmptyAndTrim(maxWastedBytes);
    }

    @CheckForNull
    public String getMaxDuration() {
        return maxDuration;
    }

    @DataBoundSetter
    public void setMaxDuration(@CheckForNull String maxDuration) {
        this.maxDuration = Util.fixEmptyAndTrim(maxDuration);
    }

    public boolean isAnalyze() {
        return analyze;
    }

    @DataBoundSetter
    public void setAnalyze(boolean analyze) {
        this.analyze = analyze;
    }

    public boolean isFailOnLint() {
        return failOnLint;
    }

    @DataBoundSetter
    public void setFailOnLint(boolean failOnLint) {
        this.failOnLint = failOnLint;
    }

    /** How the run goes on; the time for the whole is the business of {@code timeout} around the step. */
    RunRules rules() {
        return new RunRules(
                jobs,
                !failFast,
                retries,
                retryCommands,
                null,
                stageTimeout == null ? null : Durations.parse(stageTimeout),
                analyze);
    }

    /**
     * The limits that the build has to keep.
     *
     * @throws IllegalArgumentException if one can't be read
     */
    List<Gate> gates() {
        List<Gate> gates = new ArrayList<>();
        add(gates, Gate.Kind.MAX_IMAGE_SIZE, maxImageSize);
        add(gates, Gate.Kind.MAX_SIZE_INCREASE, maxSizeIncrease);
        add(gates, Gate.Kind.MIN_EFFICIENCY, minEfficiency);
        add(gates, Gate.Kind.MAX_WASTED_BYTES, maxWastedBytes);
        add(gates, Gate.Kind.MAX_DURATION, maxDuration);
        return gates;
    }

    private static void add(List<Gate> gates, Gate.Kind kind, @CheckForNull String text) {
        if (text != null) {
            gates.add(Gate.read(kind, text));
        }
    }
}
