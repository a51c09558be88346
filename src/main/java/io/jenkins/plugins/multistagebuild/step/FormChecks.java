package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.multistagebuild.page.Texts;
import io.jenkins.plugins.multistagebuild.report.Gate;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the step's form shows, offers and checks; who may not see the job's configuration learns nothing by it. */
public abstract class FormChecks extends StepDescriptor {

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
    public FormValidation doCheckBuildContexts(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return mayCheck(item) ? Lines.checkEntries("buildContexts", value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckStageTimeout(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return mayCheck(item) ? Lines.checkDuration(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckLabels(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return mayCheck(item) ? Lines.checkEntries("labels", value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckMaxImageSize(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return mayCheck(item)
                ? Lines.checkGate(Parameter.MAX_IMAGE_SIZE, Gate.Kind.MAX_IMAGE_SIZE, value)
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckMaxSizeIncrease(
            @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return mayCheck(item)
                ? Lines.checkGate(Parameter.MAX_SIZE_INCREASE, Gate.Kind.MAX_SIZE_INCREASE, value)
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckMinEfficiency(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return mayCheck(item)
                ? Lines.checkGate(Parameter.MIN_EFFICIENCY, Gate.Kind.MIN_EFFICIENCY, value)
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckMaxWastedBytes(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return mayCheck(item)
                ? Lines.checkGate(Parameter.MAX_WASTED_BYTES, Gate.Kind.MAX_WASTED_BYTES, value)
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckMaxDuration(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return mayCheck(item)
                ? Lines.checkGate(Parameter.MAX_DURATION, Gate.Kind.MAX_DURATION, value)
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckAgents(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return mayCheck(item) ? AgentLabel.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckHandOverRegistry(
            @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return mayCheck(item) ? Lines.checkRepository(value) : FormValidation.ok();
    }

    /** The builders to choose from. */
    @POST
    public ListBoxModel doFillEngineItems(@AncestorInPath @CheckForNull Item item) {
        ListBoxModel items = new ListBoxModel();
        if (mayCheck(item)) {
            items.add(Texts.of("builder.auto"), "auto");
            items.add("BuildKit", "buildkit");
            items.add(Texts.of("builder.classic"), "classic");
        }
        return items;
    }

    static boolean mayCheck(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(Item.CONFIGURE);
    }
}
