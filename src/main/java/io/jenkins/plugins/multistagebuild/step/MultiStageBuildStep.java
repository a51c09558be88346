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
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
public class MultiStageBuildStep extends Step implements Serializable {

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
    private ArrayList<String> tags = new ArrayList<>();
    private LinkedHashMap<String, String> buildArgs = new LinkedHashMap<>();
    private LinkedHashMap<String, String> labels = new LinkedHashMap<>();
    private boolean noCache;
    private boolean pull;
    private @CheckForNull String toolName;

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

    public List<String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(@CheckForNull List<String> tags) {
        this.tags = Lines.of(tags);
    }

    public Map<String, String> getBuildArgs() {
        return buildArgs;
    }

    @DataBoundSetter
    public void setBuildArgs(@CheckForNull Map<String, String> buildArgs) {
        this.buildArgs = buildArgs == null ? new LinkedHashMap<>() : new LinkedHashMap<>(buildArgs);
    }

    public Map<String, String> getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(@CheckForNull Map<String, String> labels) {
        this.labels = labels == null ? new LinkedHashMap<>() : new LinkedHashMap<>(labels);
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

    @CheckForNull
    public String getToolName() {
        return toolName;
    }

    @DataBoundSetter
    public void setToolName(@CheckForNull String toolName) {
        this.toolName = Util.fixEmptyAndTrim(toolName);
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
        if (!tags.isEmpty()) {
            return tags.get(0);
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
            String buildArgs = form.optString("buildArgs");
            String labels = form.optString("labels");
            form.remove("buildArgs");
            form.remove("labels");
            MultiStageBuildStep step = (MultiStageBuildStep) super.newInstance(request, form);
            step.setBuildArgs(Lines.entries(buildArgs));
            step.setLabels(Lines.entries(labels));
            return step;
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
        public FormValidation doCheckLabels(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return mayCheck(item) ? Lines.checkEntries("labels", value) : FormValidation.ok();
        }

        private static boolean mayCheck(@CheckForNull Item item) {
            return item == null
                    ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                    : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(Item.CONFIGURE);
        }
    }
}
