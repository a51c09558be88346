package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
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

    private final StepState state;
    /** What tells this step from others of its build: the id of its node in the flow. */
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "start() sets it before anything reads it, and it is saved")
    private String id;
    /** Hides the secrets that the step has looked up; null where it has none. */
    private volatile @CheckForNull Hidden hidden;

    /** The build, also when Pipeline has given the step up. */
    private transient volatile @CheckForNull Run<?, ?> run;

    private transient @CheckForNull Journal journal;
    private transient @CheckForNull Hands hands;
    private transient @CheckForNull Notes notes;
    /** Why the step was stopped; the first cause counts. */
    private transient volatile @CheckForNull Throwable cause;

    private transient boolean finishing;
    private transient volatile boolean ended;

    MultiStageBuildExecution(StepContext context, MultiStageBuildStep step) {
        super(context);
        this.state = StepState.of(step);
    }

    @Override
    public boolean start() throws Exception {
        id = getContext().get(FlowNode.class).getId();
        boolean around = Staffing.isAround(state.step(), getContext(), state.crew());
        Workers.commands().execute(guarded(around ? () -> prepare(0, Site.around(getContext())) : this::hire));
        return false;
    }

    /** The step is in no {@code node}: it begins where the queue gives the first executor. */
    private void hire() throws IOException, InterruptedException {
        Objects.requireNonNull(hands().agents(), "a step in no node has agents").balance();
    }

    @Override
    public void onResume() {
        Workers.commands().execute(guarded(() -> {
            run = getContext().get(Run.class);
            Hands now = hands();
            Agents agents = now.agents();
            if (agents != null) {
                agents.resume();
            }
            if (isPrepared()) {
                Following.begin(getContext(), id, build(), mask(), now::shown);
                notes().pending().forEach(now.errands()::carryOut);
                notes().relays().forEach(now.relays()::resume);
                notes().places().forEach(place -> now.rounds(place).begin());
            } else if (agents == null || getContext().get(FilePath.class) != null) {
                prepare(0, Site.around(getContext()));
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
        return !isPrepared() || hands == null ? "getting ready" : hands.status();
    }

    /** Begins at the agent around the step, or at one that a request has brought. */
    void prepare(int number, Site site) throws Exception {
        run = getContext().get(Run.class);
        Preparation prepared = Preparation.of(state.step(), getContext(), site);
        if (!begin(number, prepared)) {
            Remains.clear(prepared.workplace());
            return;
        }
        Following.begin(getContext(), id, build(), mask(), hands()::shown);
        tell(new BuildEvent.Begin(), null);
        if (cause != null) {
            abort();
        }
    }

    /** Begins the build, unless the step was stopped meanwhile: either it has ended then, or it has a build that ends it. */
    private synchronized boolean begin(int number, Preparation prepared) throws IOException, InterruptedException {
        if (ended) {
            return false;
        }
        state.crew().begin(number, prepared.workplace(), prepared.sources());
        hidden = prepared.hidden();
        state.begin(new Build(prepared.graph(), prepared.options(), Instant.now()));
        MultiStageBuildAction.put(
                getContext().get(Run.class),
                StepSummary.running(id, mask().text(state.step().title()))
                        .keyed(mask().text(state.step().key()))
                        .basedOn(Provenance.bases(build().graph(), mask())));
        return true;
    }

    /** Whether it is known what is built, so that further agents can join. */
    boolean isPrepared() {
        return state.build() != null;
    }

    /** A further agent is ready to build; tells whether it is not too late. */
    boolean join(int number, Joining joined) throws Exception {
        boolean late;
        synchronized (this) {
            late = ended || finishing;
            state.crew().hire(number, joined.place());
        }
        if (!late) {
            tell(new BuildEvent.Joined(joined.host()), null);
        }
        return !late;
    }

    private void abort() throws Exception {
        if (endUnbuilt()) {
            getContext().onFailure(cause);
            dismiss();
        } else {
            tell(new BuildEvent.Abort(Abortion.words(cause)), null);
        }
    }

    private synchronized boolean endUnbuilt() {
        boolean first = !isPrepared() && !ended;
        ended |= first;
        return first;
    }

    /** Whoever did not end in time after a stop is no longer waited for. */
    private void abandon() throws Exception {
        if (ended) {
            return;
        }
        tell(new BuildEvent.Abort(Abortion.words(cause)), null);
        for (EngineRun run : notes().running()) {
            tell(run.lost(Abortion.words(cause)), null);
        }
        if (!ended) {
            finish();
        }
    }

    /** Tells the build what happened and does what it answers; {@code answered} is the action that this ends. */
    void tell(BuildEvent event, @CheckForNull BuildAction answered) throws Exception {
        if (Workers.haveEnded()) {
            return;
        }
        List<BuildAction> actions;
        synchronized (this) {
            state.changed();
            actions = build().on(event, Instant.now(), journal().logs());
            state.agenda().happened(event, answered, actions);
            state.crew().happened(event, actions);
            journal().logs().flush();
        }
        Saves.ask(getContext());
        actions.forEach(hands().errands()::carryOut);
    }

    /** Takes what an engine run printed. */
    synchronized void printed(int unit, byte[] bytes) throws IOException, InterruptedException {
        state.changed();
        journal().output(build(), unit, bytes);
    }

    /** Says something that belongs to no stage. */
    synchronized void say(String line) throws IOException, InterruptedException {
        if (!isPrepared()) {
            getContext().get(TaskListener.class).getLogger().println(line);
        } else {
            journal().logs().say(line);
        }
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
        return Objects.requireNonNull(state.build(), "nothing happens before the Dockerfile has been read");
    }

    /** What goes on where, for whoever works for the step. */
    synchronized Notes notes() {
        if (notes == null) {
            notes = new Notes(this, state.agenda(), state.crew());
        }
        return notes;
    }

    /** Whether the step has ended, so that nothing is looked after any longer. */
    boolean hasEnded() {
        return ended;
    }

    /** What works for the step in this session of the controller. */
    synchronized Hands hands() throws IOException, InterruptedException {
        if (hands == null) {
            hands = Hands.of(this, state.step(), id, state.crew());
        }
        return hands;
    }

    /** Finds out which image the build's image is based on. */
    void noteBase(DockerHost host, Workplace place) throws IOException, InterruptedException {
        String base = Questions.baseId(build().graph(), host, getContext(), place);
        synchronized (this) {
            state.basedOn(base);
        }
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
        Ending ending = Ending.of(getContext(), id, state.step(), build(), mask(), state.baseId(), cause);
        dismiss();
        end(ending.report(), ending.failure());
    }

    /** Leaves all places in order and gives the executors back. */
    private void dismiss() {
        Departure.of(notes().running(), notes().places(), hands, getContext());
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
                if (Workers.haveEnded()) {
                    // The next session of the controller does it again.
                    return;
                }
                LOGGER.log(Level.FINE, e, () -> "step " + id + " failed");
                end(null, cause == null ? Mask.failure(e, getContext(), hidden) : cause);
                Broken.note(run, id, cause != null);
                dismiss();
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
