package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.page.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The Pipeline step {@code multiStageBuild}: builds a multi-stage Dockerfile of the workspace and tells what came of it.
 * All parameters are optional; what each means is told by its help text.
 */
public class MultiStageBuildStep extends AccessParameters {

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

    /** The Dockerfile that is built, as the user names it. */
    String dockerfileOrDefault() {
        return dockerfile == null ? DEFAULT_DOCKERFILE : dockerfile;
    }

    /** The directory that is sent to the engine, as the user names it. */
    String contextOrDefault() {
        return context == null ? DEFAULT_CONTEXT : context;
    }

    /**
     * What tells the step from others of its job, the same in the next build: Dockerfile, target, and the repositories of
     * the tags, whose versions change.
     */
    String key() {
        return Baseline.key(dockerfileOrDefault(), target, getTags());
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
    public static class DescriptorImpl extends FormChecks {

        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Texts.of("step");
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            // With agents of its own it needs no node around it; where it does it says so when it starts.
            return Set.of(Run.class, TaskListener.class, FlowNode.class, EnvVars.class);
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
    }
}
