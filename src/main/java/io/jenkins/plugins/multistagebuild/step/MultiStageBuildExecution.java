package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.model.Run;
import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.page.StepFiles;
import io.jenkins.plugins.multistagebuild.page.StepSummary;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Carries out a build: it tells the {@link Build} what happened and does what that answers. All that has to survive a
 * restart is in ordinary fields, changed and written under this object's monitor; engine runs are durable tasks on the
 * agent, looked after from {@link Workers}. No thread is held while the engine builds.
 */
final class MultiStageBuildExecution extends StepExecution {

    private static final Logger LOGGER = Logger.getLogger(MultiStageBuildExecution.class.getName());
    private static final long serialVersionUID = 1L;
    private static final long STOP_SECONDS = 10;

    private final MultiStageBuildStep step;
    /** What tells this step from others of its build: the id of its node in the flow. */
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "start() sets it before anything reads it, and it is saved")
    private String id;
    /** Null until the workspace has been looked at. */
    private volatile @CheckForNull Workplace workplace;
    /** Null until the Dockerfile has been read. */
    private volatile @CheckForNull Build build;

    /** Hides the secrets that the step has looked up; null where it has none. */
    private volatile @CheckForNull Hidden hidden;

    /** Id of the base image; null where there is none, or it is not known. */
    private volatile @CheckForNull String baseId;

    private final Agenda agenda = new Agenda();

    /** The build, also when Pipeline has given the step up. */
    private transient volatile @CheckForNull Run<?, ?> run;

    private transient @CheckForNull Journal journal;
    private transient @CheckForNull Errands errands;
    private transient @CheckForNull Rounds rounds;
    /** Why the step was stopped; the first cause counts. */
    private transient volatile @CheckForNull Throwable cause;

    private transient boolean finishing;
    private transient volatile boolean ended;

    MultiStageBuildExecution(StepContext context, MultiStageBuildStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() throws Exception {
        id = getContext().get(FlowNode.class).getId();
        Workers.commands().execute(guarded(this::prepare));
        return false;
    }

    @Override
    public void onResume() {
        Workers.commands().execute(guarded(() -> {
            if (build == null) {
                prepare();
            } else {
                run = getContext().get(Run.class);
                Following.begin(getContext(), id, build(), mask(), rounds()::shown);
                pending().forEach(errands()::carryOut);
                rounds().begin();
            }
        }));
    }

    @Override
    public void stop(Throwable why) {
        synchronized (this) {
            Throwable first = cause;
            if (first != null) {
                first.addSuppressed(why);
                return;
            }
            cause = why;
        }
        Workers.ending().execute(guarded(this::abort));
        Workers.ending().schedule(guarded(this::abandon), STOP_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    @CheckForNull
    public synchronized String getStatus() {
        Workplace place = workplace;
        if (build == null || place == null) {
            return "reading the Dockerfile";
        }
        String where = place.nodeName();
        if (rounds != null && rounds.isWaitingForAgent()) {
            return "waiting for agent " + where + " to come back";
        }
        return agenda.running().size() + " engine run(s) going on at " + where + ", waiting for "
                + agenda.pending().size() + " other answer(s)";
    }

    private void prepare() throws Exception {
        run = getContext().get(Run.class);
        Preparation prepared = Preparation.of(step, getContext());
        if (!begin(prepared)) {
            Remains.clear(prepared.workplace());
            return;
        }
        Following.begin(getContext(), id, build(), mask(), rounds()::shown);
        tell(new BuildEvent.Begin(), null);
        if (cause != null) {
            abort();
        }
    }

    /** Begins the build, unless the step was stopped meanwhile: either it has ended then, or it has a build that ends it. */
    private synchronized boolean begin(Preparation prepared) throws IOException, InterruptedException {
        if (ended) {
            return false;
        }
        workplace = prepared.workplace();
        hidden = prepared.hidden();
        build = new Build(prepared.graph(), prepared.options(), Instant.now());
        MultiStageBuildAction.put(
                getContext().get(Run.class),
                StepSummary.running(id, mask().text(step.title()))
                        .keyed(step.key())
                        .basedOn(Provenance.bases(build().graph(), mask())));
        return true;
    }

    private void abort() throws Exception {
        if (endUnbuilt()) {
            getContext().onFailure(cause);
        } else {
            tell(new BuildEvent.Abort(Abortion.words(cause)), null);
        }
    }

    private synchronized boolean endUnbuilt() {
        boolean first = build == null && !ended;
        ended |= first;
        return first;
    }

    /** Whoever did not end in time after a stop is no longer waited for. */
    private void abandon() throws Exception {
        if (ended) {
            return;
        }
        tell(new BuildEvent.Abort(Abortion.words(cause)), null);
        for (EngineRun run : running()) {
            tell(run.lost(Abortion.words(cause)), null);
        }
        if (!ended) {
            finish();
        }
    }

    /** Tells the build what happened and does what it answers; {@code answered} is the action that this ends. */
    void tell(BuildEvent event, @CheckForNull BuildAction answered) throws Exception {
        List<BuildAction> actions;
        synchronized (this) {
            actions = build().on(event, Instant.now(), journal().logs());
            agenda.happened(event, answered, actions);
            journal().logs().flush();
        }
        Saves.ask(getContext());
        actions.forEach(errands()::carryOut);
    }

    /** Takes what an engine run printed. */
    synchronized void printed(int unit, byte[] bytes) throws IOException, InterruptedException {
        journal().output(build(), unit, bytes);
    }

    /** Says something that belongs to no stage. */
    synchronized void say(String line) throws IOException, InterruptedException {
        journal().logs().say(line);
    }

    /** The agent can't be waited for any longer. */
    void giveUp(Throwable why) throws Exception {
        synchronized (this) {
            if (cause == null) {
                cause = why;
            }
        }
        abandon();
    }

    Build build() {
        return Objects.requireNonNull(build, "nothing happens before the Dockerfile has been read");
    }

    Workplace workplace() {
        return Objects.requireNonNull(workplace, "nothing runs before the workspace has been looked at");
    }

    private synchronized Errands errands() {
        if (errands == null) {
            errands = new Errands(this);
        }
        return errands;
    }

    /** Finds out which image the build's image is based on. */
    void noteBase(DockerHost host) throws IOException, InterruptedException {
        baseId = Questions.baseId(build().graph(), host, getContext(), workplace());
    }

    /** What looks after the engine runs. */
    synchronized Rounds rounds() {
        if (rounds == null) {
            rounds = new Rounds(this);
        }
        return rounds;
    }

    /** Whether there is something to look after. */
    synchronized boolean isWatched() {
        return !ended && !agenda.running().isEmpty();
    }

    /** Notes that an engine run goes on; tells whether it was to be stopped meanwhile. */
    synchronized boolean started(BuildAction action, EngineRun run) {
        return agenda.started(action, run);
    }

    /** Notes that an action is done that no event answers. */
    synchronized void done(BuildAction action) {
        agenda.done(action);
    }

    private synchronized List<BuildAction> pending() {
        return agenda.pending();
    }

    /** The engine runs that go on. */
    synchronized List<EngineRun> running() {
        return agenda.running();
    }

    /** The engine run of a unit; null where none goes on. */
    @CheckForNull
    synchronized EngineRun running(int unit) {
        return agenda.running(unit);
    }

    /** Keeps what came of it and ends the step. */
    void finish() throws Exception {
        synchronized (this) {
            if (ended || finishing) {
                return;
            }
            finishing = true;
            journal().close();
            journal = null;
        }
        Ending ending = Ending.of(getContext(), id, step, build(), mask(), baseId, cause);
        try {
            Remains.clear(workplace());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "could not clear " + workplace);
        }
        end(ending.report(), ending.failure());
    }

    /** Ends the step, once. */
    private void end(@CheckForNull Map<String, Object> result, @CheckForNull Throwable failure) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        if (failure == null) {
            getContext().onSuccess(result);
        } else {
            getContext().onFailure(failure);
        }
    }

    /** A task whose failure fails the step. */
    Runnable guarded(Workers.Task task) {
        return () -> {
            if (ended) {
                return;
            }
            try {
                task.run();
            } catch (Exception | LinkageError e) {
                LOGGER.log(Level.FINE, e, () -> "step " + id + " failed");
                end(null, cause == null ? e : cause);
                Broken.note(run, id, cause != null);
                Workplace.leave(workplace, running(), getContext());
            }
        };
    }

    private Mask mask() throws IOException, InterruptedException {
        return Mask.of(getContext(), hidden);
    }

    private synchronized Journal journal() throws IOException, InterruptedException {
        if (journal == null) {
            StepFiles files = new StepFiles(getContext().get(Run.class), id);
            journal = Journal.open(build(), files.folder().toPath(), getContext(), mask());
        }
        return journal;
    }

    /** Under the monitor, so that what is saved fits together. */
    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }
}
