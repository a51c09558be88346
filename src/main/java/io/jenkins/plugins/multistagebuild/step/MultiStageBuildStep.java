package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.multistagebuild.build.Durations;
import io.jenkins.plugins.multistagebuild.build.RunRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The Pipeline step {@code multiStageBuild}: builds a multi-stage Dockerfile of the workspace and tells what came of it.
 * All parameters are optional; what each means is told by its help text.
 */
public class MultiStageBuildStep extends DockerBuildParameters {

    /** The name of the step in a Pipeline. */
    static final String FUNCTION = "multiStageBuild";

    /** Where a build begins if nothing else is asked for. */
    static final String DEFAULT_DOCKERFILE = "Dockerfile";

    /** The build's context if nothing else is asked for: the current directory. */
    static final String DEFAULT_CONTEXT = ".";

    private static final long serialVersionUID = 1L;

    private @CheckForNull String dockerfile;
    private @CheckForNull String context;
    private @CheckForNull String target;
    private ArrayList<String> alsoBuild = new ArrayList<>();
    private int jobs = RunRules.DEFAULT.jobs();
    private boolean failFast = true;
    private int retries;
    private boolean retryCommands;
    private @CheckForNull String stageTimeout;

    @DataBoundConstructor
    public MultiStageBuildStep() {
        // every parameter has a default
    }

    @CheckForNull
    public String getDockerfile() {
        return dockerfile;
    }

    @DataBoundSetter
    public void setDockerfile(@CheckForNull String dockerfile) {
        this.dockerfile = unless(DEFAULT_DOCKERFILE, dockerfile);
    }

    @CheckForNull
    public String getContext() {
        return context;
    }

    @DataBoundSetter
    public void setContext(@CheckForNull String context) {
        this.context = unless(DEFAULT_CONTEXT, context);
    }

    @CheckForNull
    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(@CheckForNull String target) {
        this.target = Util.fixEmptyAndTrim(target);
    }

    public List<String> getAlsoBuild() {
        return alsoBuild;
    }

    @DataBoundSetter
    public void setAlsoBuild(@CheckForNull List<String> alsoBuild) {
        this.alsoBuild = Lines.of(alsoBuild);
    }

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

    /** How the run goes on; the time for the whole is the business of {@code timeout} around the step. */
    RunRules rules() {
        return new RunRules(
                jobs,
                !failFast,
                retries,
                retryCommands,
                null,
                stageTimeout == null ? null : Durations.parse(stageTimeout));
    }

    /** The Dockerfile that is built, as the user names it. */
    String dockerfileOrDefault() {
        return dockerfile == null ? DEFAULT_DOCKERFILE : dockerfile;
    }

    /** The directory that is sent to the engine, as the user names it. */
    String contextOrDefault() {
        return context == null ? DEFAULT_CONTEXT : context;
    }

    /** What people call the build: its first tag, else its target, else its Dockerfile. */
    String title() {
        if (!getTags().isEmpty()) {
            return getTags().get(0);
        }
        return target == null ? dockerfileOrDefault() : target;
    }

    @Override
    public StepExecution start(StepContext stepContext) {
        return new MultiStageBuildExecution(stepContext, this);
    }

    @CheckForNull
    private static String unless(String usual, @CheckForNull String given) {
        String trimmed = Util.fixEmptyAndTrim(given);
        return usual.equals(trimmed) ? null : trimmed;
    }

    /** Tells Pipeline of the step, and the Snippet Generator what can be typed into its form. */
    @Extension
    public static class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return "Build a multi-stage Dockerfile";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class, FilePath.class, Launcher.class, EnvVars.class);
        }

        /** Checks what a script gave before it is bound, so that whoever is wrong reads what was meant. */
        @Override
        @SuppressWarnings("deprecation")
        public Step newInstance(Map<String, Object> arguments) throws Exception {
            return super.newInstance(Parameter.normalise(arguments));
        }

        /** Binds the form of the Snippet Generator, where lists and maps are typed line by line. */
        @Override
        public Step newInstance(@CheckForNull StaplerRequest2 request, JSONObject form) throws FormException {
            Map<String, String> buildArgs = entries(form, "buildArgs");
            Map<String, String> labels = entries(form, "labels");
            Map<String, String> buildContexts = entries(form, "buildContexts");
            MultiStageBuildStep step = (MultiStageBuildStep) super.newInstance(request, form);
            step.setBuildArgs(buildArgs);
            step.setLabels(labels);
            step.setBuildContexts(buildContexts);
            return step;
        }

        private static Map<String, String> entries(JSONObject form, String field) {
            String text = form.optString(field);
            form.remove(field);
            return Lines.entries(text);
        }

        @Override
        @CheckForNull
        public String argumentsToString(Map<String, Object> namedArgs) {
            Object tags = namedArgs.get("tags");
            if (tags instanceof List<?> list && !list.isEmpty()) {
                return String.valueOf(list.get(0));
            }
            Object target = namedArgs.get("target");
            return target != null ? target.toString() : null;
        }

        /** What the form shows of a list: a line for each element. */
        public String lines(@CheckForNull List<String> list) {
            return list == null ? "" : String.join("\n", list);
        }

        /** What the form shows of a map: a line {@code KEY=VALUE} for each entry. */
        public String entries(@CheckForNull Map<String, String> map) {
            return map == null ? "" : Lines.text(map);
        }

        @POST
        public FormValidation doCheckDockerfile(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return mayCheck(item) ? WorkspacePath.check("dockerfile", value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckContext(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return mayCheck(item) ? WorkspacePath.check("context", value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckTags(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return mayCheck(item) ? Lines.checkTags(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckBuildArgs(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return mayCheck(item) ? Lines.checkEntries("buildArgs", value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckBuildContexts(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return mayCheck(item) ? Lines.checkEntries("buildContexts", value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckStageTimeout(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return mayCheck(item) ? Lines.checkDuration(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckLabels(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return mayCheck(item) ? Lines.checkEntries("labels", value) : FormValidation.ok();
        }

        /** The builders to choose from. */
        @POST
        public ListBoxModel doFillEngineItems(@AncestorInPath @CheckForNull Item item) {
            ListBoxModel items = new ListBoxModel();
            if (mayCheck(item)) {
                items.add("the best that there is", "auto");
                items.add("BuildKit", "buildkit");
                items.add("classic builder", "classic");
            }
            return items;
        }

        private static boolean mayCheck(@CheckForNull Item item) {
            return item == null
                    ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                    : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(Item.CONFIGURE);
        }
    }
}
