package io.jenkins.plugins.multistagebuild.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.multistagebuild.page.Texts;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What holds for all steps of a controller where they say nothing else. */
@Extension
@Symbol("multiStageBuild")
public class MultiStageBuildConfiguration extends GlobalConfiguration {

    /** How much of a stage's log is kept where nothing is configured, in MiB. */
    static final int DEFAULT_LOG = 20;

    /** The most that can be configured. */
    static final int LARGEST_LOG = 1_000;

    private @CheckForNull String toolName;
    private int stageLogMegabytes = DEFAULT_LOG;

    public MultiStageBuildConfiguration() {
        load();
    }

    /** The one of this controller. */
    public static MultiStageBuildConfiguration get() {
        return ExtensionList.lookupSingleton(MultiStageBuildConfiguration.class);
    }

    /** The Docker installation whose client is used; null for {@code docker} on the agent's path. */
    @CheckForNull
    public String getToolName() {
        return toolName;
    }

    @DataBoundSetter
    public void setToolName(@CheckForNull String toolName) {
        this.toolName = Util.fixEmptyAndTrim(toolName);
        save();
    }

    /** How much of each stage's log is kept, in MiB. */
    public int getStageLogMegabytes() {
        return stageLogMegabytes;
    }

    @DataBoundSetter
    public void setStageLogMegabytes(int stageLogMegabytes) {
        this.stageLogMegabytes = Math.max(1, Math.min(LARGEST_LOG, stageLogMegabytes));
        save();
    }

    @Override
    public String getDisplayName() {
        return Texts.of("build");
    }

    @POST
    public FormValidation doCheckStageLogMegabytes(@QueryParameter String value) {
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER) || isSize(value.trim())) {
            return FormValidation.ok();
        }
        return FormValidation.error(Texts.of("badNumber", LARGEST_LOG));
    }

    private static boolean isSize(String value) {
        return value.matches("[1-9]\\d{0,3}") && Integer.parseInt(value) <= LARGEST_LOG;
    }
}
