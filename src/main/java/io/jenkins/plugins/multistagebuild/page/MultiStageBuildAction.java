package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.management.Badge;
import jenkins.model.RunAction2;
import jenkins.model.Tab;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What all multi-stage builds of one build left behind: a line for each on the build page and a page of their own. It
 * keeps summaries only; no file is read to draw the build page.
 */
@ExportedBean
public class MultiStageBuildAction extends Tab implements RunAction2, StaplerProxy {

    /** The action's place below the build's page. */
    public static final String URL_NAME = "multi-stage-build";

    /** Replaced as a whole, never changed, so that it can be read and written without a lock. */
    private volatile ArrayList<StepSummary> steps = new ArrayList<>();

    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "Jenkins tells the run by onAttached or onLoad before it shows the action")
    private transient Run<?, ?> run;

    MultiStageBuildAction() {
        super(null);
    }

    /** Adds a step's summary to its build, or replaces the one of the same step, and saves the build. */
    public static void put(Run<?, ?> run, StepSummary summary) throws IOException {
        synchronized (run) {
            MultiStageBuildAction action = run.getAction(MultiStageBuildAction.class);
            if (action == null) {
                action = new MultiStageBuildAction();
                run.addAction(action);
            }
            action.replace(summary);
            run.save();
        }
    }

    private void replace(StepSummary summary) {
        ArrayList<StepSummary> next = new ArrayList<>(steps);
        for (int index = 0; index < next.size(); index++) {
            if (next.get(index).getId().equals(summary.getId())) {
                next.set(index, summary);
                steps = next;
                return;
            }
        }
        next.add(summary);
        steps = next;
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
        object = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        onAttached(loaded);
    }

    @Override
    public Object getTarget() {
        run.checkPermission(Item.READ);
        return this;
    }

    /** The steps in the order in which they began. */
    @Exported(inline = true)
    public List<StepSummary> getSteps() {
        return steps;
    }

    /** The pages of the steps, in the same order. */
    public List<StepPage> getPages() {
        List<StepPage> pages = new ArrayList<>();
        steps.forEach(step -> pages.add(new StepPage(run, step)));
        return pages;
    }

    /** The page of a step, for URLs; null where there is no such step. */
    @CheckForNull
    public StepPage getStep(String id) {
        return getPages().stream()
                .filter(page -> page.getSummary().getId().equals(id))
                .findFirst()
                .orElse(null);
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getDisplayName() {
        return "Multi-stage build";
    }

    @Override
    public String getIconFileName() {
        return "symbol-layers-outline plugin-ionicons-api";
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }

    @Override
    @CheckForNull
    public Badge getBadge() {
        long failed = steps.stream()
                .filter(step -> !step.isSuccess() && !step.isRunning())
                .count();
        return failed == 0
                ? null
                : new Badge(
                        String.valueOf(failed),
                        failed == 1 ? "1 multi-stage build failed" : failed + " multi-stage builds failed",
                        Badge.Severity.DANGER);
    }
}
