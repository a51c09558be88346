package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
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

    private static final Logger LOGGER = Logger.getLogger(MultiStageBuildAction.class.getName());

    /** The action's place below the build's page. */
    public static final String URL_NAME = "multi-stage-build";

    /** Replaced as a whole, never changed, so that it can be read and written without a lock. */
    private volatile ArrayList<StepSummary> steps = new ArrayList<>();

    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "Jenkins tells the run by onAttached or onLoad before it shows the action")
    private transient Run<?, ?> run;

    /** The steps that run now, by id; null until there was one since the build was loaded. */
    private transient volatile @CheckForNull Map<String, LiveStep> live;

    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "set together with the run")
    private transient Writes writes;

    MultiStageBuildAction() {
        super(null);
    }

    /** Who knows how a step stands. */
    public interface Source {

        /** A report of the step as it stands, as plain maps with the names of the report's JSON, without secrets. */
        Map<String, Object> report() throws Exception;
    }

    /** Lets a step's pages follow it from now on, until its summary says that it has ended. */
    public static void follow(Run<?, ?> run, String id, Source source) {
        synchronized (run) {
            MultiStageBuildAction action = run.getAction(MultiStageBuildAction.class);
            if (action != null) {
                Map<String, LiveStep> next = new HashMap<>(action.live());
                next.put(id, new LiveStep(source));
                action.live = next;
            }
        }
    }

    private Map<String, LiveStep> live() {
        Map<String, LiveStep> steps = live;
        return steps == null ? Map.of() : steps;
    }

    /** Adds a step's summary to its build, or replaces the one of the same step, and saves the build. */
    public static void put(Run<?, ?> run, StepSummary summary) throws IOException {
        MultiStageBuildAction action;
        synchronized (run) {
            action = run.getAction(MultiStageBuildAction.class);
            if (action == null) {
                action = new MultiStageBuildAction();
                run.addAction(action);
            }
            action.replace(summary);
        }
        action.save();
        if (!summary.isRunning()) {
            try {
                Trend.of(run.getParent()).put(TrendEntry.of(run.getNumber(), summary));
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "could not note " + run + " in the trend of its job");
            }
        }
    }

    /** Notes that a step that counts as running has ended, of which nothing more is known. */
    public static void end(Run<?, ?> run, String id, String result, String message) throws IOException {
        MultiStageBuildAction action = run.getAction(MultiStageBuildAction.class);
        if (action == null) {
            return;
        }
        for (StepSummary step : action.steps) {
            if (step.getId().equals(id) && step.isRunning()) {
                put(run, StepSummary.ended(id, step.getTitle(), result, message).basedOn(step.getBases()));
            }
        }
    }

    /** Writes the build, unless somebody has done so since the change while this one waited for its turn. */
    private void save() throws IOException {
        long mine = writes.changes.get();
        synchronized (writes) {
            if (writes.written < mine) {
                long now = writes.changes.get();
                run.save();
                writes.written = now;
            }
        }
    }

    /** How often the summaries were changed, and how many of these changes are written. */
    private static final class Writes {
        private final AtomicLong changes = new AtomicLong();
        private long written;
    }

    private void replace(StepSummary summary) {
        change(summary);
        writes.changes.incrementAndGet();
    }

    private void change(StepSummary summary) {
        if (!summary.isRunning()) {
            Map<String, LiveStep> others = new HashMap<>(live());
            others.remove(summary.getId());
            live = others;
        }
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
        writes = new Writes();
        object = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        onAttached(loaded);
        Trend.of(loaded.getParent()).expect();
    }

    @Override
    public Object getTarget() {
        run.checkPermission(Item.READ);
        return this;
    }

    /** The steps in the order in which they began. One that its build did not go on with after a restart has ended with it. */
    public List<StepSummary> getSteps() {
        return run.isBuilding() ? steps : steps.stream().map(StepSummary::over).toList();
    }

    /** The same as dashboards read them. */
    @Exported(name = "steps", inline = true)
    public List<StepBean> getStepBeans() {
        return getPages().stream().map(StepBean::new).toList();
    }

    /** The pages of the steps, in the same order. */
    public List<StepPage> getPages() {
        List<StepPage> pages = new ArrayList<>();
        getSteps().forEach(step -> pages.add(page(step, "step/" + step.getId() + "/")));
        return pages;
    }

    private StepPage page(StepSummary step, String prefix) {
        return new StepPage(run, step, live().get(step.getId()), prefix);
    }

    /** The page of a step, for URLs; null where there is no such step. */
    @CheckForNull
    public StepPage getStep(String id) {
        return page(id, "");
    }

    /** The page of a step, as a page sees it from where its own place is that prefix; null where there is no such step. */
    @CheckForNull
    StepPage page(String id, String prefix) {
        return getSteps().stream()
                .filter(step -> step.getId().equals(id))
                .findFirst()
                .map(step -> page(step, prefix))
                .orElse(null);
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getDisplayName() {
        return Texts.of("build");
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
        long failed = getSteps().stream()
                .filter(step -> !step.isSuccess() && !step.isRunning())
                .count();
        return failed == 0
                ? null
                : new Badge(String.valueOf(failed), Texts.of("failed", failed), Badge.Severity.DANGER);
    }
}
